# SPDX-License-Identifier: Apache-2.0
"""Prints numbers as people write them, one a line, parted by tabs: the region where it is typed, the form, the text, the
number that is meant (E.164), and what the PyPI package `phonenumbers` reads. The first line is the package's version.

Every kind of number of every region, its example and others like it, in every form that the package can write and those
that people use besides.
"""
import re

import phonenumbers
from phonenumbers import (NumberParseException, PhoneMetadata, PhoneNumberFormat, PhoneNumberType, SUPPORTED_REGIONS,
                          format_number)

# The last digits of an example are replaced by these.
OTHERS = ("", "07", "2580")
# Where numbers of other regions are typed: regions with international prefixes of all sorts.
ABROAD = ("US", "GB", "RU", "AU", "JP")


def numbers(region):
    kinds = (value for name, value in vars(PhoneNumberType).items() if name.isupper() and isinstance(value, int))
    found = {}
    for kind in kinds:
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        national = phonenumbers.national_significant_number(example)
        for other in OTHERS:
            text = f"+{example.country_code}{national[:len(national) - len(other)]}{other}"
            number = phonenumbers.parse(text)
            if e164(number) == text and phonenumbers.is_valid_number_for_region(number, region):
                found[text] = number
    return found.values()


def e164(number):
    return format_number(number, PhoneNumberFormat.E164)


def at_home(region, number):
    """(form, text) as people of the number's own region write it."""
    metadata = PhoneMetadata.metadata_for_region(region)
    code, national = number.country_code, phonenumbers.national_significant_number(number)
    written = format_number(number, PhoneNumberFormat.NATIONAL)
    yield "e164", e164(number)
    yield "international", format_number(number, PhoneNumberFormat.INTERNATIONAL)
    yield "rfc3966", format_number(number, PhoneNumberFormat.RFC3966)
    yield "national", written
    yield "national.dots", re.sub("[ -]", ".", written)
    yield "nationaldigits", re.sub(r"\D", "", written)
    yield "nsn", national
    yield "cc-noplus", f"{code}{national}"
    yield "00", f"00{code}{national}"
    trunk = metadata.national_prefix
    if trunk:
        yield "trunk+nsn", trunk + national
        yield "cc(0)", f"+{code} ({trunk}) {national}"
        yield "cc0", f"+{code}{trunk}{national}"
    prefix = metadata.preferred_international_prefix or metadata.international_prefix
    if re.fullmatch(r"[\d~]+", prefix or ""):
        yield "idd", f"{prefix} {code} {national}"
    for with_formatting in (True, False):
        yield "formobile", phonenumbers.format_number_for_mobile_dialing(number, region, with_formatting)
    for carrier in ("14", "15", "21", "31"):
        yield "carrier", phonenumbers.format_national_number_with_carrier_code(number, carrier)
    for text in (written, f"00 {code} {national}"):
        try:
            kept = phonenumbers.parse(text, region, keep_raw_input=True)
        except NumberParseException:
            continue
        yield "original", phonenumbers.format_in_original_format(kept, region)


def abroad(region, number):
    """(form, text) as people of another region write it."""
    if PhoneMetadata.metadata_for_region(region).country_code == number.country_code:
        return
    international = format_number(number, PhoneNumberFormat.INTERNATIONAL)
    yield "abroad", phonenumbers.format_out_of_country_calling_number(number, region)
    yield "abroad+", international
    yield "abroad00", "00" + international[1:]


def reading(region, form, text):
    """What the package reads. It knows 00 only where it is the region's own prefix, and Postern everywhere."""
    if form in ("00", "abroad00"):
        text = "+" + text[2:]
    try:
        return e164(phonenumbers.parse(text, region))
    except NumberParseException:
        return "-"


def main():
    print(phonenumbers.__version__)
    printed = set()
    for home in sorted(SUPPORTED_REGIONS):
        for number in numbers(home):
            forms = [(home, *form) for form in at_home(home, number)]
            forms += [(region, *form) for region in ABROAD for form in abroad(region, number)]
            for region, form, text in forms:
                if not text or (region, text) in printed:
                    continue
                read = reading(region, form, text)
                # Not every carrier's code is one in every region.
                if form != "carrier" or read == e164(number):
                    printed.add((region, text))
                    print(region, form, text, e164(number), read, sep="\t")


main()
