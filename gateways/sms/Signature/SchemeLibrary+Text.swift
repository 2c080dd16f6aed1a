// SPDX-License-Identifier: Apache-2.0

extension SchemeLibrary {
    /// Every scheme of the surveyed providers, in the language of a descriptor's `[schemes.NAME]`. `docs/providers.md`
    /// explains the keys; the vectors in the tests come from the providers' own SDKs. Plivo's V2 is not here on
    /// purpose: it signs neither query nor body.
    static let text = #"""
        [twilio-form]
        verifier = "hmac"
        alg = "sha1"
        alg_from_header.header = "X-Twilio-Webhooks-Signature-Settings"
        alg_from_header.key = "algorithm"
        alg_from_header.map = { HMAC_SHA1 = "sha1", HMAC_SHA256 = "sha256" }
        message = ["url", "params"]
        url_port_variants = "strip-or-default"     # try URL without port, and with explicit or default port
        params = { source = "form", sort = "codepoint", duplicates = "unique-sorted", pair = "", join = "" }
        signature = { header = "X-Twilio-Signature", encoding = "base64" }

        [twilio-form-sha256]
        same_as = "twilio-form"

        [twilio-json-bodysha256]
        same_as = "twilio-form"
        body_hash_query = { name = "bodySHA256", hash = "sha256-hex", required_unless = "form" }

        [signalwire-form]
        verifier = "hmac"
        alg = "sha1"
        message = ["url", "params"]
        url_port_variants = "default-only"         # only the scheme's default port is added or removed
        params = { source = "form", sort = "codepoint", duplicates = "keep", pair = "", join = "" }
        signature = { header = ["X-SignalWire-Signature", "X-Twilio-Signature"], encoding = "base64" }

        [signalwire-raw-sha1]
        verifier = "hmac"
        alg = "sha1"
        message = ["url", "body"]
        signature = { header = "X-SignalWire-Signature", encoding = "hex" }

        [signalwire-raw-sha256]
        verifier = "hmac"
        alg = "sha256"
        message = ["url", "body"]
        signature = { header = "X-SignalWire-Sha256-Signature", encoding = "hex" }

        [plivo-v3]
        verifier = "plivo_v3"
        signature = { header = "X-Plivo-Signature-V3", encoding = "base64", split = "," }
        nonce = "X-Plivo-Signature-V3-Nonce"

        [vonage-sms-sig-hmac-md5]
        verifier = "hmac"
        alg = "md5"
        message = ["params"]
        params.source = "any"
        params.sort = "codepoint"
        params.duplicates = "keep"
        params.prefix = "&"
        params.pair = "="
        params.join = "&"
        params.replace = { "&" = "_", "=" = "_" }
        params.exclude = ["sig"]
        signature = { param = "sig", encoding = "hex", case = "insensitive" }

        [vonage-sms-sig-hmac-sha1]
        same_as = "vonage-sms-sig-hmac-md5"
        alg = "sha1"

        [vonage-sms-sig-hmac-sha256]
        same_as = "vonage-sms-sig-hmac-md5"
        alg = "sha256"

        [vonage-sms-sig-hmac-sha512]
        same_as = "vonage-sms-sig-hmac-md5"
        alg = "sha512"

        [vonage-sms-sig-md5hash]
        same_as = "vonage-sms-sig-hmac-md5"
        keyed = "append"                            # plain hash, secret appended to the message

        [vonage-jwt]
        verifier = "jwt"
        token = { header = "Authorization", scheme = "Bearer" }
        algs = ["HS256"]
        claims = { iss = "Vonage" }
        hashes = { payload_hash = "sha256-hex(body)" }
        iat_max_future = 0
        iat_max_age = 300                           # the token has no exp

        [telnyx-ed25519]
        verifier = "ed25519"
        message = ["header:Telnyx-Timestamp", "=|", "body"]
        signature = { header = "Telnyx-Signature-Ed25519", encoding = "base64" }
        key_encoding = "base64"
        timestamp = { header = "Telnyx-Timestamp", tolerance = 300 }

        [messagebird-jwt]
        verifier = "jwt"
        token = { header = "MessageBird-Signature-JWT" }
        algs = ["HS256", "HS384", "HS512"]
        claims = { iss = "MessageBird" }
        require = ["nbf", "exp"]
        leeway = 1
        hashes = { url_hash = "sha256-hex(url)", payload_hash = "sha256-hex(body) if body" }

        [sinch-hmac]
        verifier = "hmac"
        alg = "sha256"
        message = [
          "body", "=.", "header:X-Sinch-Webhook-Signature-Nonce", "=.", "header:X-Sinch-Webhook-Signature-Timestamp",
        ]
        signature = { header = "X-Sinch-Webhook-Signature", encoding = "base64" }
        require_headers = ["X-Sinch-Webhook-Signature-Nonce", "X-Sinch-Webhook-Signature-Timestamp"]

        [smsgate-hmac]
        verifier = "hmac"
        alg = "sha256"
        message = ["body", "header:X-Timestamp"]
        signature = { header = "X-Signature", encoding = "hex" }
        timestamp = { header = "X-Timestamp", tolerance = 300 }

        [httpsms-jwt]
        verifier = "jwt"
        token = { header = "Authorization", scheme = "Bearer" }
        algs = ["HS256"]
        claims = { iss = "api.httpsms.com", aud = "url" }
        require = ["exp", "nbf"]

        [standard-webhooks]
        verifier = "hmac"
        alg = "sha256"
        key = { strip_prefix = "whsec_", encoding = "base64" }
        message = ["header:webhook-id", "=.", "header:webhook-timestamp", "=.", "body"]
        signature = { header = "webhook-signature", encoding = "base64", split = " ", entry_prefix = "v1," }
        timestamp = { header = "webhook-timestamp", tolerance = 300 }

        [seven-hmac]
        verifier = "hmac"
        alg = "sha256"
        message = ["header:X-Timestamp", "=\n", "header:X-Nonce", "=\n", "method", "=\n", "path", "=\n", "md5hex(body)"]
        signature = { header = "X-Signature", encoding = "hex", case = "insensitive" }
        timestamp = { header = "X-Timestamp", tolerance = 300 }

        [basic]
        verifier = "basic"

        [query-token]
        verifier = "token"
        query = "t"
        """#
}
