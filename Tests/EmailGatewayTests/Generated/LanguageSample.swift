// SPDX-License-Identifier: Apache-2.0

@testable import EmailGateway

/// What a person writes in one language, and how the programs of that language write a date.
struct LanguageSample: Sendable {
    let words: MailWords
    /// What is new, what is old.
    let own: String
    let old: String
    /// A day and a time of day.
    let date: String

    static let all: [LanguageSample] = MailWords.all.compactMap { words in
        texts[words.language].map { LanguageSample(words: words, own: $0.own, old: $0.old, date: $0.date) }
    }

    private static let texts: [String: (own: String, old: String, date: String)] = [
        "en": ("Noon is fine.", "Shall we meet at noon?", "Tue, 3 Mar 2026 at 10:00"),
        "de": ("Zwölf Uhr passt mir.", "Sehen wir uns um zwölf?", "Di., 3. März 2026 um 10:00"),
        "fr": ("Midi me va.", "On se voit à midi ?", "mar. 3 mars 2026 à 10:00"),
        "es": ("A mediodía me va bien.", "¿Nos vemos a mediodía?", "mar, 3 mar 2026 a las 10:00"),
        "it": ("A mezzogiorno va bene.", "Ci vediamo a mezzogiorno?", "mar 3 mar 2026 alle ore 10:00"),
        "pt": ("Ao meio-dia está bem.", "Vemo-nos ao meio-dia?", "ter., 3 de mar. de 2026 às 10:00"),
        "nl": ("Twaalf uur is goed.", "Zien we elkaar om twaalf uur?", "di 3 mrt 2026 om 10:00"),
        "sv": ("Klockan tolv går bra.", "Ses vi klockan tolv?", "tis 3 mars 2026 kl 10:00"),
        "da": ("Klokken tolv er fint.", "Ses vi klokken tolv?", "tir. 3. mar. 2026 kl. 10.00"),
        "no": ("Klokken tolv er greit.", "Ses vi klokken tolv?", "tir. 3. mars 2026 kl. 10:00"),
        "fi": ("Keskipäivä sopii.", "Tavataanko keskipäivällä?", "ti 3. maalisk. 2026 klo 10.00"),
        "pl": ("Południe pasuje.", "Spotkamy się w południe?", "wt., 3 mar 2026 o 10:00"),
        "cs": ("Poledne se hodí.", "Sejdeme se v poledne?", "út 3. 3. 2026 v 10:00"),
        "sk": ("Poludnie sa hodí.", "Stretneme sa na poludnie?", "ut 3. 3. 2026 o 10:00"),
        "hu": ("Délben jó.", "Találkozunk délben?", "2026. márc. 3., K, 10:00"),
        "ro": ("La prânz e bine.", "Ne vedem la prânz?", "mar., 3 mar. 2026 la 10:00"),
        "tr": ("Öğlen uygun.", "Öğlen buluşalım mı?", "3 Mar 2026 Sal, 10:00"),
        "el": ("Το μεσημέρι είναι καλά.", "Θα τα πούμε το μεσημέρι;", "Τρί 3 Μαρ 2026 στις 10:00"),
        "ru": ("В полдень удобно.", "Встретимся в полдень?", "вт, 3 мар. 2026 г. в 10:00"),
        "uk": ("Опівдні добре.", "Зустрінемося опівдні?", "вт, 3 бер. 2026 р. о 10:00"),
        "bg": ("По обяд е добре.", "Ще се видим ли по обяд?", "вт, 3.03.2026 г. в 10:00"),
        "hr": ("U podne je u redu.", "Vidimo li se u podne?", "uto, 3. ožu 2026. u 10:00"),
        "sl": ("Opoldne je v redu.", "Se vidiva opoldne?", "tor., 3. mar. 2026 ob 10:00"),
        "lt": ("Vidurdienis tinka.", "Susitinkam vidurdienį?", "2026-03-03, an, 10:00"),
        "lv": ("Pusdienlaiks der.", "Tiekamies pusdienlaikā?", "otrd., 2026. g. 3. marts plkst. 10:00"),
        "et": ("Keskpäev sobib.", "Kas kohtume keskpäeval?", "T, 3. märts 2026 kell 10:00"),
        "ja": ("正午で大丈夫です。", "正午に会いますか。", "2026年3月3日(火) 10:00"),
        "ko": ("정오에 괜찮아요.", "정오에 만날까요?", "2026년 3월 3일 (화) 오전 10:00"),
        "zh": ("中午可以。", "中午见面吗？", "2026年3月3日周二 10:00"),
        "he": ("הצהריים בסדר.", "ניפגש בצהריים?", "יום ג׳, 3 במרץ 2026 ב-10:00"),
        "ar": ("الظهر مناسب.", "هل نلتقي ظهرا؟", "الثلاثاء، 3 مارس 2026 في 10:00"),
        "fa": ("ظهر خوب است.", "ظهر ببینیم؟", "سه‌شنبه ۳ مارس ۲۰۲۶ ساعت ۱۰:۰۰"),
        "vi": ("Buổi trưa được.", "Gặp nhau buổi trưa nhé?", "Th 3, 3 thg 3, 2026 vào lúc 10:00"),
        "id": ("Siang hari boleh.", "Bertemu siang hari?", "Sel, 3 Mar 2026 pukul 10.00"),
        "th": ("เที่ยงได้", "เจอกันตอนเที่ยงไหม", "อ. 3 มี.ค. 2026 เวลา 10:00"),
        "ca": ("Al migdia va bé.", "Ens veiem al migdia?", "dt., 3 de març 2026 a les 10:00"),
    ]
}
