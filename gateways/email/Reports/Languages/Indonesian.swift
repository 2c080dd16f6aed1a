// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let indonesian = ReportLanguage(
        failure: [
            "tidak terkirim", "tidak dapat dikirim", "gagal dikirim", "pengiriman gagal", "tidak dapat dihantar",
            "gagal dihantar",
        ],
        automaticAnswer: ["balasan otomatis", "di luar kantor", "sedang cuti"],
        reasons: [
            .full: [
                "mailbox penuh", "kotak surat* penuh", "kotak masuk* penuh", "kuota* terlampaui", "melebihi kuota",
                "peti mel* penuh",
            ],
            .tooLarge: ["terlalu besar"],
            .timeRanOut: ["waktu habis"],
            .policy: ["diblokir", "tidak memiliki izin", "kebijakan", "disekat"],
            .unknownPerson: [
                "tidak ditemukan", "tidak dikenal", "tidak ada pengguna", "tidak wujud", "tidak dijumpai",
            ],
            .closed: ["dinonaktifkan", "tidak aktif"],
            .unreachable: ["tidak merespons", "tidak dapat terhubung"],
        ])
}
