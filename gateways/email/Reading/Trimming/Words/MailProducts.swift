// SPDX-License-Identifier: Apache-2.0

/// Devices and programs that sign the mails that are written with them.
enum MailProducts {
    /// Where they stand within a word, too: languages bend names.
    static let long = [
        "iphone", "ipad", "ipod", "android", "outlook", "yahoo", "samsung", "galaxy", "blackberry", "proton", "windows",
        "huawei", "xiaomi", "redmi", "oneplus", "google pixel", "nokia", "lumia", "xperia", "motorola", "mailbox",
        "mailbird", "thunderbird", "gmail", "web.de", "mail.ru", "яндекс", "yandex", "icloud", "macbook", "airmail",
        "spark", "tutanota", "fairemail", "mailspring", "superhuman", "zoho", "fastmail", "postbox", "em client",
        "bluemail", "canary", "foxmail", "qq邮箱", "网易", "naver", "네이버", "verizon", "vodafone", "webmail", "posteo",
        "roundcube", "t-mobile", "freenet", "airtel", "почты", "mymail", "apple mail", "evolution", "kmail", "sogo",
        "zimbra", "boxer", "iphon", "айфон", "surface", "chromebook", "smartphone",
    ]
    /// Where they are a word of their own.
    static let short: Set<String> = [
        "ios", "mac", "imac", "aol", "gmx", "k-9", "hey", "htc", "lg", "sony", "oppo", "vivo", "honor", "nine", "tuta",
        "qq", "bq", "mail", "pixel",
    ]
}
