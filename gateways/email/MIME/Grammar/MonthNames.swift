// SPDX-License-Identifier: Apache-2.0

/// The months' names that programs write into the date of a mail, in their user's language though RFC 5322 section 3.3 has
/// English ones.
enum MonthNames {
    /// 1 to 12, by the name or its beginning of three letters and more, nil for another word.
    static func number(of word: Substring) -> Int? {
        let name = word.utf8.last == UInt8(ascii: ".") ? word.dropLast() : word
        return numbers[name.lowercased()]
    }

    /// By each name and each beginning of one. Of two languages that mean different months by a word the first is believed,
    /// and a whole name more than a beginning.
    private static let numbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        var names: [(Int, Substring)] = []
        for language in languages {
            for (index, forms) in language.enumerated() { names += forms.map { (index + 1, $0) } }
        }
        for (number, name) in names where numbers[String(name)] == nil { numbers[String(name)] = number }
        for (number, name) in names where name.count > shortest {
            for length in shortest..<name.count {
                let beginning = String(name.prefix(length))
                if numbers[beginning] == nil { numbers[beginning] = number }
            }
        }
        return numbers
    }()

    private static let shortest = 3

    /// A language a line; English first, then by how many mails there are. Short forms that are no beginning of the name
    /// stand behind a stroke.
    private static let lines: [String] = [
        "january february march april may june july august september october november december",
        "januar|jänner februar|feber märz|mrz|maerz april mai juni juli august september oktober november dezember",
        "janvier février|fevrier mars avril mai juin juillet août|aout septembre octobre novembre décembre|decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março|marco abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart|mrt april mei juni juli augustus september oktober november december",
        "stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec "
            + "sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień",
        "января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль августа сентября|сентябрь "
            + "октября|октябрь ноября|ноябрь декабря|декабрь",
        "januari februari mars april maj juni juli augusti september oktober november desember",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen "
            + "září října|říjen listopadu prosince|prosinec",
        "január február március április május június július augusztus szeptember október november december",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
            + "marraskuuta joulukuuta",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    ]

    private static let languages: [[[Substring]]] = lines.map { line in
        line.split(separator: " ").map { $0.split(separator: "|") }
    }
}
