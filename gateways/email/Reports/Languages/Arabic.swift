// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let arabic = ReportLanguage(
        failure: ["لم يتم تسليم", "تعذر تسليم", "فشل التسليم", "لم يتم إرسال", "تعذر إرسال"],
        automaticAnswer: ["رد تلقائي", "خارج المكتب"],
        reasons: [
            .full: ["صندوق* ممتلئ", "علبة البريد* ممتلئة", "تجاوز الحصة"],
            .tooLarge: ["كبيرة جدا", "كبير جدا"],
            .policy: ["بريد عشوائي", "تم حظر", "ليس لديك إذن", "محظور"],
            .unknownPerson: ["لم يتم العثور", "غير موجود", "مستخدم غير معروف", "العنوان غير صحيح"],
            .unreachable: ["لا يستجيب", "تعذر الاتصال"],
        ])
}
