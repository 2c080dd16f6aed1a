// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let vietnamese = ReportLanguage(
        failure: [
            "không thể gửi", "không gửi được", "không được gửi", "gửi thất bại", "không thể chuyển", "chưa được gửi đi",
        ],
        automaticAnswer: ["trả lời tự động", "vắng mặt"],
        reasons: [
            .full: ["hộp thư* đầy", "vượt quá dung lượng", "hết dung lượng"],
            .tooLarge: ["quá lớn"],
            .timeRanOut: ["hết thời gian"],
            .policy: ["thư rác", "bị chặn", "không có quyền", "chính sách"],
            .unknownPerson: ["không tìm thấy", "không tồn tại", "người dùng không"],
            .closed: ["vô hiệu hóa", "bị khóa"],
            .unreachable: ["không phản hồi", "không thể kết nối"],
        ])
}
