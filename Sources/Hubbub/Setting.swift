import HubbubDomain
import HubbubHTTP
import Logging

/// One key of the configuration: its name, what it means and how it is read.
struct Setting: Sendable {
  /// Why a value was not taken.
  struct Unreadable: Error {
    /// What it should have been: "a number from 0 to 65535".
    let wanted: String
  }

  /// The flag without its dashes, and the key in the file.
  let name: String
  /// Its type, its default and what it does.
  let meaning: String
  /// Reads the text and puts it into the configuration.
  let set: @Sendable (String, inout Configuration) throws(Unreadable) -> Void

  /// The environment variable: `HUBBUB_DATA_DIR` for `data-dir`.
  var variable: String {
    "HUBBUB_" + name.uppercased().split(separator: "-").joined(separator: "_")
  }

  /// The key of this name, which must be one of ``all``.
  static func named(_ name: String) -> Setting {
    guard let setting = all.first(where: { $0.name == name }) else {
      preconditionFailure("there is no setting \(name)")
    }
    return setting
  }
}

extension Setting {
  /// Every key there is.
  static let all = [
    Setting(
      name: "host", meaning: "(address, default 127.0.0.1): where we listen",
      set: { value, into throws(Unreadable) in into.host = try text(value) }),
    Setting(
      name: "port", meaning: "(int, default 8080, 0…65535): where we listen; 0 is any free port",
      set: { value, into throws(Unreadable) in into.port = try number(value, in: 0...65_535) }),
    Setting(
      name: "data-dir", meaning: "(folder, default ./data): where everything is kept",
      set: { value, into throws(Unreadable) in into.dataFolder = try text(value) }),
    Setting(
      name: "web-dir", meaning: "(folder, default none): pages read live instead of the built-in",
      set: { value, into throws(Unreadable) in into.webFolder = try text(value) }),
    Setting(
      name: "signup",
      meaning:
        "(open, invite or closed; default open, or what an admin has decided): who may sign up",
      set: { value, into throws(Unreadable) in into.signup = try signup(value) }),
    Setting(
      name: "public-url",
      meaning: "(http or https URL, default from the Host header): what browsers call us",
      set: { value, into throws(Unreadable) in into.publicURL = try origin(value) }),
    Setting(
      name: "trusted-proxies",
      meaning:
        "(addresses or networks, default none): whose X-Forwarded-For and -Proto count",
      set: { value, into throws(Unreadable) in into.trustedProxies = try proxies(value) }),
    Setting(
      name: "dev-echo",
      meaning: "(on or off, default off): adds /ws/echo, for tests of the protocol",
      set: { value, into throws(Unreadable) in into.hasDevEcho = try flag(value) }),
    Setting(
      name: "rate-limits", meaning: "(on or off, default on): off for load tests only",
      set: { value, into throws(Unreadable) in into.limitsRates = try flag(value) }),
    Setting(
      name: "presence-idle-seconds",
      meaning: "(int, default 1200, 1…86400): without activity for so long, one is idle",
      set: { value, into throws(Unreadable) in into.presenceIdle = try seconds(value) }),
    Setting(
      name: "presence-grace-seconds",
      meaning: "(int, default 20, 1…240): without a socket for so long, one is offline",
      set: { value, into throws(Unreadable) in
        into.presenceGrace = .seconds(
          try number(value, in: 1...Int(Limits.longestPresenceGrace.components.seconds)))
      }),
    Setting(
      name: "heartbeat-seconds",
      meaning: "(int, default 25, 1…86400): between two pings of a socket",
      set: { value, into throws(Unreadable) in into.heartbeat = try seconds(value) }),
    Setting(
      name: "media-quota-bytes",
      meaning: "(int, default 1073741824, 0…2^62): what one person may keep",
      set: { value, into throws(Unreadable) in
        into.mediaQuotaBytes = Int64(try number(value, in: 0...(1 << 62)))
      }),
    Setting(
      name: "metrics-token",
      meaning: "(text, default none): a bearer who may read /api/stats and /metrics",
      set: { value, into throws(Unreadable) in into.metricsToken = try text(value) }),
    Setting(
      name: "stats", meaning: "(on or off, default on): count and time; off shows what that costs",
      set: { value, into throws(Unreadable) in into.isMeasured = try flag(value) }),
    Setting(
      name: "database-max-pages",
      meaning: "(int, default none, 1…2^30): how large the database may grow, in pages of 4 KiB",
      set: { value, into throws(Unreadable) in
        into.databaseMaxPages = try number(value, in: 1...(1 << 30))
      }),
    Setting(
      name: "event-loops",
      meaning: "(int, default one for each core, 1…64): threads that carry connections",
      set: { value, into throws(Unreadable) in
        into.eventLoops = try number(value, in: 1...Limits.eventLoops)
      }),
    Setting(
      name: "log-level",
      meaning: "(trace, debug, info, notice, warning, error or critical; default info)",
      set: { value, into throws(Unreadable) in into.logLevel = try level(value) }),
  ]

  private static func text(_ value: String) throws(Unreadable) -> String {
    guard !value.isEmpty else { throw Unreadable(wanted: "anything; leave the key out instead") }
    return value
  }

  private static func number(
    _ value: String, in range: ClosedRange<Int>
  ) throws(Unreadable) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw Unreadable(wanted: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func seconds(_ value: String) throws(Unreadable) -> Duration {
    .seconds(try number(value, in: 1...86_400))
  }

  private static func flag(_ value: String) throws(Unreadable) -> Bool {
    switch value.lowercased() {
    case "on", "true", "yes", "1": return true
    case "off", "false", "no", "0": return false
    default: throw Unreadable(wanted: "on or off")
    }
  }

  private static func signup(_ value: String) throws(Unreadable) -> SignupMode {
    guard let signup = SignupMode(rawValue: value) else {
      throw Unreadable(wanted: "open, invite or closed")
    }
    return signup
  }

  private static func level(_ value: String) throws(Unreadable) -> Logger.Level {
    guard let level = Logger.Level(rawValue: value.lowercased()) else {
      let all = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw Unreadable(wanted: "one of \(all)")
    }
    return level
  }

  /// An origin: scheme, host and perhaps a port, and nothing after it.
  private static func origin(_ value: String) throws(Unreadable) -> WebOrigin {
    let url = value.hasSuffix("/") ? value.dropLast() : value[...]
    let isBare = url.split(separator: "/").count == 2 && !url.contains { "?#@ ".contains($0) }
    guard isBare, let origin = WebOrigin(String(url)) else {
      throw Unreadable(wanted: "a URL like https://hub.example without a path")
    }
    return origin
  }

  private static func proxies(_ value: String) throws(Unreadable) -> TrustedProxies {
    guard let proxies = TrustedProxies(value) else {
      throw Unreadable(wanted: "addresses or networks like 127.0.0.1, 10.0.0.0/8")
    }
    return proxies
  }
}
