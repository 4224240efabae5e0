import ArgumentParser
import FoundationEssentials

/// The flags that set a key of the configuration.
///
/// They are taken as text, so that what is wrong with all of them, the
/// environment and the file is told together.
struct ConfigurationFlags: ParsableArguments {
  @Option(help: "(file, default hubbub.conf in the data folder): lines \"key = value\"")
  var config: String?
  @Option(help: .of("data-dir")) var dataDir: String?
  @Option(help: .of("log-level")) var logLevel: String?

  /// What was given, by name.
  var given: [String: String] {
    ["config": config, "data-dir": dataDir, "log-level": logLevel].compactMapValues { $0 }
  }
}

/// The flags that matter to a server alone.
struct ServerFlags: ParsableArguments {
  @Option(help: .of("host")) var host: String?
  @Option(help: .of("port")) var port: String?
  @Option(help: .of("web-dir")) var webDir: String?
  @Option(help: .of("signup")) var signup: String?
  @Option(help: .of("public-url")) var publicUrl: String?
  @Option(help: .of("trusted-proxies")) var trustedProxies: String?
  @Option(help: .of("dev-echo")) var devEcho: String?
  @Option(help: .of("rate-limits")) var rateLimits: String?
  @Option(help: .of("presence-idle-seconds")) var presenceIdleSeconds: String?
  @Option(help: .of("presence-grace-seconds")) var presenceGraceSeconds: String?
  @Option(help: .of("heartbeat-seconds")) var heartbeatSeconds: String?
  @Option(help: .of("media-quota-bytes")) var mediaQuotaBytes: String?
  @Option(help: .of("metrics-token")) var metricsToken: String?
  @Option(help: .of("stats")) var stats: String?
  @Option(help: .of("database-max-pages")) var databaseMaxPages: String?
  @Option(help: .of("event-loops")) var eventLoops: String?

  /// What was given, by name.
  var given: [String: String] {
    [
      "host": host, "port": port, "web-dir": webDir, "signup": signup, "public-url": publicUrl,
      "trusted-proxies": trustedProxies, "dev-echo": devEcho, "rate-limits": rateLimits,
      "presence-idle-seconds": presenceIdleSeconds,
      "presence-grace-seconds": presenceGraceSeconds,
      "heartbeat-seconds": heartbeatSeconds, "media-quota-bytes": mediaQuotaBytes,
      "metrics-token": metricsToken, "stats": stats, "event-loops": eventLoops,
      "database-max-pages": databaseMaxPages,
    ].compactMapValues { $0 }
  }
}

extension ArgumentHelp {
  /// The meaning of a key and its variable.
  fileprivate static func of(_ name: String) -> ArgumentHelp {
    let setting = Setting.named(name)
    return ArgumentHelp("\(setting.meaning) [\(setting.variable)]")
  }
}

extension Configuration {
  /// Reads it from the flags, this process's environment and the disk.
  ///
  /// - Throws: ``BadConfiguration``.
  static func read(flags: [String: String]) throws(BadConfiguration) -> Configuration {
    try read(flags: flags, environment: ProcessInfo.processInfo.environment) { path in
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return try String(contentsOfFile: path, encoding: .utf8)
    }
  }
}
