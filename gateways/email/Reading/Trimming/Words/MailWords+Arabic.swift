// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Arabic.
    static let arabic = MailWords(
        language: "ar",
        openings: ["في", "بتاريخ"],
        verbs: ["كتب", "كتبت", "كتب/ت"],
        sender: ["من", "المرسل"],
        date: ["تاريخ الإرسال", "التاريخ", "أرسلت", "تم الإرسال"],
        to: ["إلى", "المستلم"],
        others: ["نسخة", "الأهمية"],
        subject: ["الموضوع", "موضوع"],
        originals: ["الرسالة الأصلية", "رسالة أصلية"],
        forwards: ["رسالة محولة", "الرسالة المحولة", "رسالة مُعاد توجيهها", "رسالة معاد توجيهها"],
        replies: ["رد"],
        forwardings: ["إعادة توجيه", "محول"],
        sent: ["أرسلت من", "مرسل من", "أُرسلت من", "تم الإرسال من", "الحصول على outlook"],
        sentEndings: [],
        devices: ["هاتفي", "هاتف", "جوال"])
}
