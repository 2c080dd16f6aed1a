// SPDX-License-Identifier: Apache-2.0

/// A certificate for `localhost` and the authority that signed it, valid for a hundred years and of use to nobody:
/// its key stands here for all to read.
package enum TestCertificate {
    package static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBmTCCAT+gAwIBAgIUWn/fajI05uiNg4TD6+ANLHAG/60wCgYIKoZIzj0EAwIw
        ITEfMB0GA1UEAwwWUG9zdGVybiB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjEwNTM3
        MjVaGA8yMTI2MTAyODA1MzcyNVowITEfMB0GA1UEAwwWUG9zdGVybiB0ZXN0IGF1
        dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFHCnZbS6aH/8OsrgUtR
        oqcc+BlQaLm8/pJquNjT/e3wJDrYR06WHyFBcCBSshqtQpQPdY99pdeAM/S+Xt+G
        lsqjUzBRMB0GA1UdDgQWBBRelDmfay2BZbCTuMIvdgYY8Rr/hTAfBgNVHSMEGDAW
        gBRelDmfay2BZbCTuMIvdgYY8Rr/hTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49
        BAMCA0gAMEUCIQC2dh/GMF6rv5y0ELgPa9cpwSCadXlSHVvOXUTgIg2dvAIgO0Th
        TaSNyGosWycHfDPHEvygX+mozoYbuc2494369V4=
        -----END CERTIFICATE-----
        """

    package static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBxTCCAWugAwIBAgIUPVYcMPxBs+VPZCVLYYb1svV7xFEwCgYIKoZIzj0EAwIw
        ITEfMB0GA1UEAwwWUG9zdGVybiB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjEwNTM3
        MjVaGA8yMTI2MTAyODA1MzcyNVowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYH
        KoZIzj0CAQYIKoZIzj0DAQcDQgAE6i+e7pyUCXUHtXqdkR1OF066jU6P88fs/qhe
        oSmkLpy+fDp9BUHCj7R1Ng0pqYcBGYkYd0URJlGOCfj+9JnKyaOBizCBiDAmBgNV
        HREEHzAdgglsb2NhbGhvc3SCEHhtcHAuZXhhbXBsZS5vcmcwCQYDVR0TBAIwADAT
        BgNVHSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUb1TjSAUU6xdbfgY6szJ/B7rz
        3gQwHwYDVR0jBBgwFoAUXpQ5n2stgWWwk7jCL3YGGPEa/4UwCgYIKoZIzj0EAwID
        SAAwRQIgeD5xlxhuG0FSJnxejavNFIm273Vg4WjfwUxahrvklVACIQCplweKD6sD
        iizqP3WmwcFEKu1DM7AgJ508aa/+aB/G1g==
        -----END CERTIFICATE-----
        """

    package static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgknikbKSrF7dN9Iy/
        /7ZrJNwfckn3GcmWphPeYl9ReYahRANCAATqL57unJQJdQe1ep2RHU4XTrqNTo/z
        x+z+qF6hKaQunL58On0FQcKPtHU2DSmphwEZiRh3RREmUY4J+P70mcrJ
        -----END PRIVATE KEY-----
        """
}
