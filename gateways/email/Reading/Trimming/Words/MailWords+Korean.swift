// SPDX-License-Identifier: Apache-2.0

extension MailWords {
    /// Korean.
    static let korean = MailWords(
        language: "ko",
        openings: [],
        verbs: ["작성", "썼습니다", "쓴 글", "님이 작성"],
        sender: ["보낸 사람", "보낸사람", "발신"],
        date: ["보낸 날짜", "날짜", "보낸날짜", "보낸 시간", "날짜 및 시간"],
        to: ["받는 사람", "받는사람", "수신"],
        others: ["참조", "중요도"],
        subject: ["제목"],
        originals: ["원본 메시지", "원본 메일", "원본메시지", "original message"],
        forwards: ["전달된 메시지", "전달된 메일", "전달 메시지", "forwarded message"],
        replies: ["회신", "답장"],
        forwardings: ["전달"],
        sent: [],
        sentEndings: ["에서 보냄", "에서 보낸 메일", "에서 전송", "에서 발송", "다운로드"],
        devices: ["휴대폰", "스마트폰"],
        answersWithin: ["빨간", "파란"])
}
