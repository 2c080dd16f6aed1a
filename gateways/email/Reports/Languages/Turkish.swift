// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let turkish = ReportLanguage(
        failure: [
            "teslim edilemedi", "teslim edilemeyen", "iletilemedi", "iletilemeyen", "gönderilemedi", "ulaştırılamadı",
            "teslim edilememiştir", "iletilememiştir", "teslim hatası", "teslimat başarısız", "iletim hatası",
        ],
        delay: ["gecikti", "gecikme", "henüz teslim edilmedi", "henüz iletilemedi"],
        success: ["başarıyla teslim"],
        automaticAnswer: ["otomatik yanıt", "otomatik cevap", "ofis dışında", "izinde", "tatilde"],
        copy: ["iletinin kopyası", "mesajın kopyası"],
        copyTitle: ["orijinal ileti", "özgün ileti", "orijinal mesaj"],
        reasons: [
            .full: [
                "posta kutusu dolu", "kutusu dolu", "kota aşıldı", "kotası doldu", "kotasını aştı", "gelen kutusu dolu",
                "yetersiz alan", "kutusu* dolu", "kota* aşıl", "kota* dol",
            ],
            .tooLarge: ["çok büyük", "en büyük boyut", "boyut sınırı", "maksimum boyut", "boyut* aşıyor"],
            .timeRanOut: ["süresi doldu", "zaman aşımına uğradı", "süre aşıldı", "kuyrukta çok uzun"],
            .sender: ["gönderen reddedildi", "gönderen adresi", "gönderici adresi"],
            .policy: [
                "kara liste", "engellendi", "politika", "izin verilmiyor", "istenmeyen", "izniniz yok", "yetkiniz yok",
            ],
            .noDomain: ["alan adı bulunamadı", "etki alanı bulunamadı", "bilinmeyen alan"],
            .unknownPerson: [
                "kullanıcı bulunamadı", "bilinmeyen kullanıcı", "böyle bir kullanıcı", "bulunamadı", "geçersiz alıcı",
                "geçersiz adres", "kullanıcı yok", "alıcı bulunamadı", "mevcut değil", "bilinmeyen alıcı",
            ],
            .closed: ["devre dışı", "hesap kapalı", "askıya alın"],
            .unreachable: ["bağlantı reddedildi", "ulaşılamıyor", "bağlanılamadı", "yanıt vermiyor"],
        ],
        hints: [
            .policy: ["reddedildi"],
            .unknownPerson: ["geçersiz", "bilinmeyen"],
        ])
}
