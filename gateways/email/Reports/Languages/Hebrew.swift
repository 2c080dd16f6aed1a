// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let hebrew = ReportLanguage(
        failure: ["לא נמסרה", "לא ניתן למסור", "לא נשלחה", "המסירה נכשלה"],
        automaticAnswer: ["תשובה אוטומטית", "מענה אוטומטי"],
        reasons: [
            .full: ["תיבת הדואר* מלאה", "תיבה מלאה", "חריגה מהמכסה"],
            .tooLarge: ["גדולה מדי"],
            .policy: ["דואר זבל", "נחסמה", "אין לך הרשאה"],
            .unknownPerson: ["לא נמצאה", "לא נמצא", "לא קיים", "לא קיימת", "משתמש לא ידוע"],
            .unreachable: ["אינו מגיב"],
        ])
}
