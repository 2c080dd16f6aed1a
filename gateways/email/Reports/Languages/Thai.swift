// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let thai = ReportLanguage(
        failure: ["ไม่สามารถส่ง", "ส่งไม่สำเร็จ", "ไม่ได้รับการส่ง"],
        automaticAnswer: ["ตอบกลับอัตโนมัติ"],
        reasons: [
            .full: ["กล่องจดหมายเต็ม", "กล่องจดหมาย*เต็ม", "พื้นที่เต็ม"],
            .tooLarge: ["ใหญ่เกินไป"],
            .policy: ["สแปม", "ถูกบล็อก", "ไม่มีสิทธิ์"],
            .unknownPerson: ["ไม่พบที่อยู่", "ไม่พบผู้ใช้", "ไม่มีผู้ใช้", "ไม่พบผู้รับ"],
            .unreachable: ["ไม่ตอบสนอง"],
        ])
}
