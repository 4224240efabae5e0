// swift-tools-version:6.2
import PackageDescription

// `any` is written out: an existential costs a box, and the reader should see it.
// Members come only from modules that the file imports: an import tells what a file needs.
// Imports are internal unless they say `public`: a module shows only what it means to show.
// A warning is an error: one that is let through hides the next.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func module(
  _ folder: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .target(
    name: "Hubbub\(folder)", dependencies: dependencies, path: "Sources/\(folder)",
    exclude: exclude, swiftSettings: settings)
}

/// Made fast in debug builds too: it reads every script when the program starts, which the
/// tests do hundreds of times.
let alwaysFast = settings + [.unsafeFlags(["-O"])]

func tests(_ folder: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: folder, dependencies: ["HubbubTesting"] + dependencies, path: "Tests/\(folder)",
    swiftSettings: settings)
}

let package = Package(
  name: "hubbub",
  products: [.executable(name: "hubbub", targets: ["hubbub"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    module("Domain", []),
    .target(name: "HubbubScripts", path: "Sources/Scripts", swiftSettings: alwaysFast),
    module("Stats", ["HubbubDomain"]),
    module(
      "Store",
      [
        "HubbubDomain", "HubbubStats", "CGatheredLog", logging,
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module("Actors", ["HubbubDomain", "HubbubStore"]),
    module(
      "Hub", ["HubbubDomain", "HubbubStats", "HubbubStore", "HubbubActors", nioCore, logging]),
    module(
      "Media",
      ["HubbubDomain", "CArchive", "CMagic", "COpenSSL", "CGNU", logging, nioCore]),
    module("Accounts", ["HubbubDomain", "HubbubStore", "CArgon2", "COpenSSL", "CQRCode", logging]),
    module(
      "HTTP",
      [
        "HubbubDomain", "HubbubStats", "HubbubStore", "HubbubHub", "HubbubAccounts", "COpenSSL",
        "HubbubMedia", "HubbubScripts", "CWeb", "CZlib",
        nioCore, nioPosix, logging,
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "hubbub",
      dependencies: [
        "HubbubDomain", "HubbubStore", "HubbubHub", "HubbubAccounts", "HubbubMedia", "HubbubHTTP",
        logging, nioCore, nioPosix,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Sources/Hubbub", swiftSettings: settings),

    .systemLibrary(name: "CArgon2", path: "Sources/CArgon2", pkgConfig: "libargon2"),
    .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL", pkgConfig: "libcrypto"),
    .systemLibrary(name: "CMagic", path: "Sources/CMagic", pkgConfig: "libmagic"),
    .systemLibrary(name: "CArchive", path: "Sources/CArchive", pkgConfig: "libarchive"),
    .systemLibrary(name: "CQRCode", path: "Sources/CQRCode", pkgConfig: "libqrencode"),
    .systemLibrary(name: "CGNU", path: "Sources/CGNU"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
    .target(
      name: "CGatheredLog", path: "Sources/CGatheredLog",
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CWeb", path: "Sources/CWeb", exclude: ["embed.sh"]),

    // Counts allocations; linked into the tests only.
    .target(name: "CAllocations", path: "Tests/CAllocations"),

    .target(
      name: "HubbubTesting",
      dependencies: [
        "HubbubDomain", "HubbubStore", "HubbubActors", "HubbubHub", "HubbubHTTP",
        "HubbubAccounts", logging, nioCore, nioPosix,
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      path: "Tests/Support", swiftSettings: settings),
    tests("DomainTests", ["HubbubDomain"]),
    tests("ScriptsTests", ["HubbubScripts"]),
    tests("StatsTests", ["HubbubDomain", "HubbubStats"]),
    tests(
      "StoreTests",
      [
        "HubbubDomain", "HubbubStats", "HubbubStore", "CGatheredLog", logging,
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    tests("ActorsTests", ["HubbubDomain", "HubbubStore", "HubbubActors"]),
    tests(
      "HubTests",
      [
        "HubbubDomain", "HubbubStats", "HubbubStore", "HubbubActors", "HubbubHub", "CAllocations",
        nioCore, nioPosix, nioEmbedded,
      ]),
    tests("AccountsTests", ["HubbubDomain", "HubbubStore", "HubbubAccounts", logging]),
    tests("MediaTests", ["HubbubDomain", "HubbubMedia", logging, nioCore]),
    tests(
      "HTTPTests",
      [
        "HubbubDomain", "HubbubStats", "HubbubStore", "HubbubHub", "HubbubAccounts", "HubbubHTTP",
        "HubbubMedia", "HubbubScripts", "CZlib",
        logging, nioCore, nioPosix, nioEmbedded,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    tests(
      "FlowTests",
      [
        "HubbubDomain", "HubbubStore", "HubbubHub", "HubbubAccounts", "HubbubHTTP", "hubbub",
        logging, nioCore, .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
