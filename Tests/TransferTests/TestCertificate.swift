// SPDX-License-Identifier: Apache-2.0

/// A certificate for localhost and 127.0.0.1, signed by itself and good until 2126. Its key is no secret.
enum TestCertificate {
    static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKCo35So+QLAFTCUE
        u9ZSaRpt1PdDqkqRx2/SiOMPhjahRANCAAQSjsXq4PllF1pcJ0zWRipy5K85excX
        JJmZTCY0618//sqHGs6HsCzs7q/t7K60dNsm0hWA42pyJttTM5AfWdeT
        -----END PRIVATE KEY-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBnDCCAUGgAwIBAgIUKxHLjdWZR+sAxDpg3zOXOx0EsxwwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA1MDA1M1oYDzIxMjYxMDI4
        MDUwMDUzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQSjsXq4PllF1pcJ0zWRipy5K85excXJJmZTCY0618//sqHGs6HsCzs
        7q/t7K60dNsm0hWA42pyJttTM5AfWdeTo28wbTAdBgNVHQ4EFgQUmapx4Vbdt2h3
        5bl/zR0rhTy4z6wwHwYDVR0jBBgwFoAUmapx4Vbdt2h35bl/zR0rhTy4z6wwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSQAwRgIhAOL9NwJIFebatyaHLHFZsQjT/RM+WZeYJQTm9MCZeq4aAiEA
        0T/0AEOIwNniPD/FYaZemDTm//iLu9qN7BLo7Aigaek=
        -----END CERTIFICATE-----
        """
}
