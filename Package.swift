// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// What every target of ours is built with: Swift 6 mode, nothing implicit, and no warning left standing.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Builds one target of ours from `Sources/NAME` (or `path`), with the shared settings.
func target(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency], exclude: [String] = [])
    -> Target
{
    .target(name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: settings)
}

func suite(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["Support"], exclude: exclude, swiftSettings: settings)
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"),
]
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

let package = Package(
    name: "postern",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "postern", targets: ["postern"]),
        .executable(name: "postern-simulator", targets: ["postern-simulator"]),
        .executable(name: "postern-bench", targets: ["postern-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/LebJe/TOMLKit.git", from: "0.6.0"),
    ],
    targets: [
        // The distribution's C libraries.
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),

        // What knows nothing of gateways.
        target("Notation", ["CIDN2"]),
        target("PosternCrypto", path: "Sources/Crypto", ["COpenSSL", "Notation"]),
        target("Transfer", ["CCurl"]),
        target("Settings", ["Notation", .product(name: "TOMLKit", package: "TOMLKit")]),
        target("XMPP", ["CXML", "Notation", "PosternCrypto", log, nioTLS] + nio),

        // The contract, and the adapters written against it.
        target("GatewayKit", ["Notation"]),
        target(
            "SMSGateway", path: "gateways/sms", ["GatewayKit", "Notation", "Transfer", "PosternCrypto", "Settings"],
            exclude: ["providers"]),
        target("MIME", path: "gateways/email/MIME", ["Notation"]),
        target("SMTP", path: "gateways/email/SMTP", ["Notation", "PosternCrypto", log, nioTLS] + nio),
        target(
            "EmailGateway", path: "gateways/email",
            ["GatewayKit", "MIME", "Notation", "SMTP", "Transfer", "PosternCrypto", "CXML", log] + nio,
            exclude: ["MIME", "SMTP"]),

        // The heart and its doors.
        target(
            "Store",
            [
                "GatewayKit", "XMPP", log, .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        target("Bridge", ["GatewayKit", "Notation", "PosternCrypto", "XMPP", "Store", log, metrics, lifecycle]),
        target("Web", ["GatewayKit", "Notation", log, metrics, lifecycle] + hummingbird),
        target("PosternConfiguration", path: "Sources/Configuration", ["Settings", "GatewayKit", "Notation"]),

        .executableTarget(
            name: "postern",
            dependencies: [
                "Bridge", "EmailGateway", "GatewayKit", "Notation", "PosternConfiguration", "PosternCrypto",
                "SMSGateway",
                "SMTP", "Settings", "Store", "Transfer", "Web", "XMPP", log, metrics, lifecycle,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "postern-simulator",
            dependencies: [
                "MIME", "Notation", "PosternCrypto", "SMTP", "Transfer", log, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + hummingbird,
            swiftSettings: settings),

        .executableTarget(
            name: "postern-bench",
            dependencies: ["EmailGateway", "MIME", "Notation", "PosternCrypto", "Transfer"] + nio,
            path: "Benchmarks",
            swiftSettings: settings),

        // Tests: a folder per target, and what they share.
        .target(
            name: "Support", dependencies: ["GatewayKit", "Store", "XMPP"] + nio, path: "Tests/Support",
            swiftSettings: settings),
        suite("SupportTests", []),
        suite("NotationTests", ["Notation"]),
        suite("CryptoTests", ["PosternCrypto", "Notation"]),
        suite("TransferTests", ["Transfer", nioTLS] + nio),
        suite("SettingsTests", ["Settings"]),
        suite("XMPPTests", ["XMPP", .product(name: "NIOEmbedded", package: "swift-nio"), nioTLS] + nio),
        suite(
            "SMSGatewayTests", ["SMSGateway", "GatewayKit", "Notation", "Transfer", "PosternCrypto", "Settings"],
            exclude: ["cases", "Oracle"]),
        suite("MIMETests", ["MIME", "Notation"], exclude: ["Oracle"]),
        suite("SMTPTests", ["SMTP", .product(name: "NIOEmbedded", package: "swift-nio"), nioTLS] + nio),
        suite(
            "EmailGatewayTests",
            ["EmailGateway", "GatewayKit", "MIME", "PosternCrypto", "SMTP", "Transfer", log] + nio, exclude: ["cases"]),
        suite("StoreTests", ["Store", "GatewayKit", "XMPP"]),
        suite("BridgeTests", ["Bridge", "Store", "GatewayKit", "XMPP", log, lifecycle]),
        suite(
            "WebTests",
            [
                "Web", "GatewayKit", "Notation", log, metrics, lifecycle,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + nio),
        suite(
            "SimulatorTests",
            [
                "postern-simulator", "MIME", "Notation", "PosternCrypto", "SMTP", log,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + hummingbird),
        suite(
            "ConfigurationTests", ["PosternConfiguration", "Settings", "GatewayKit", "Notation"], exclude: ["cases"]),
        suite(
            "PosternTests",
            [
                "postern", "PosternConfiguration", "SMSGateway", "Store", "GatewayKit", "XMPP", "Settings", metrics,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ]
)
