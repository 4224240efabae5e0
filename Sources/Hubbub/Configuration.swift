import HubbubDomain
import HubbubHTTP
import Logging

/// All that an operator may set, read once when the program starts.
///
/// Each key is described in ``Setting/all``.
struct Configuration: Equatable, Sendable {
  var host = "127.0.0.1"
  var port = 8080
  var dataFolder = "./data"
  /// Nil: the pages inside the program.
  var webFolder: String?
  /// Nil: open, until an admin decides.
  var signup: SignupMode?
  /// Nil: the Host header says.
  var publicURL: WebOrigin?
  var trustedProxies = TrustedProxies.none
  var hasDevEcho = false
  var limitsRates = true
  var presenceIdle = Limits.presenceIdle
  var presenceGrace = Limits.presenceGrace
  var heartbeat = Limits.heartbeat
  var mediaQuotaBytes: Int64 = 1_073_741_824
  var metricsToken: String?
  /// Pages of 4 KiB; nil: as large as the disk.
  var databaseMaxPages: Int?
  /// Threads that carry connections; nil: one for each core.
  var eventLoops: Int?
  var isMeasured = true
  var logLevel = Logger.Level.info
}

/// Everything that is wrong with a configuration, one sentence each.
struct BadConfiguration: Error, Equatable {
  let problems: [String]
}

extension Configuration {
  /// Reads flags, environment, file and defaults; the first of them that has a key wins.
  ///
  /// - Parameters:
  ///   - flags: by name, without the dashes.
  ///   - environment: all of it; only `HUBBUB_…` that we know counts.
  ///   - readFile: the text of a file; nil when there is none.
  /// - Throws: ``BadConfiguration`` with all that is wrong, wherever it stands,
  ///   even where a better source hides it.
  static func read(
    flags: [String: String], environment: [String: String],
    readFile: (String) throws -> String?
  ) throws(BadConfiguration) -> Configuration {
    var reading = Reading()
    let variables = Setting.all.compactMap { setting in
      environment[setting.variable].map { (setting, $0) }
    }
    let given = Setting.all.compactMap { setting in flags[setting.name].map { (setting, $0) } }

    // The folder says where the file is, so it is needed before the file is read.
    var early = Reading()
    for (setting, value) in variables + given { early.apply(setting, value, from: "") }
    let file = flags["config"] ?? environment["HUBBUB_CONFIG"]
    reading.applyFile(
      file ?? early.configuration.dataFolder + "/hubbub.conf", isWanted: file != nil, readFile)

    for (setting, value) in variables { reading.apply(setting, value, from: setting.variable) }
    for (setting, value) in given { reading.apply(setting, value, from: "--\(setting.name)") }
    guard reading.problems.isEmpty else {
      throw BadConfiguration(problems: reading.problems)
    }
    return reading.configuration
  }
}

/// A configuration that is being read, and what was wrong so far.
private struct Reading {
  var configuration = Configuration()
  var problems: [String] = []

  /// Sets one key; what cannot be read is noted with its origin.
  mutating func apply(_ setting: Setting, _ value: String, from origin: String) {
    do { try setting.set(value, &configuration) } catch {
      problems.append("\(origin): \"\(value)\" is not \(error.wanted)")
    }
  }

  /// Takes in the lines `key = value` of a file; `#` begins a comment line.
  mutating func applyFile(
    _ path: String, isWanted: Bool, _ readFile: (String) throws -> String?
  ) {
    do {
      guard let text = try readFile(path) else {
        if isWanted { problems.append("\(path): there is no such file") }
        return
      }
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (index, line) in lines.enumerated() {
        applyLine(line, from: "\(path) line \(index + 1)", isWanted: isWanted)
      }
    } catch {
      problems.append("\(path): cannot be read: \(error)")
    }
  }

  private mutating func applyLine(_ line: Substring, from origin: String, isWanted: Bool) {
    let line = line.trimmed()
    if line.isEmpty || line.hasPrefix("#") { return }
    guard let equals = line.firstIndex(of: "=") else {
      problems.append("\(origin): \"\(line)\" is not a line \"key = value\"")
      return
    }
    let key = line[..<equals].trimmed()
    guard let setting = Setting.all.first(where: { $0.name == key }) else {
      problems.append("\(origin): there is no key \"\(key)\"")
      return
    }
    guard setting.name != "data-dir" || isWanted else {
      problems.append("\(origin): the file in the data folder cannot say where that folder is")
      return
    }
    apply(setting, String(line[line.index(after: equals)...].trimmed()), from: origin)
  }
}

extension Substring {
  /// Without white space around it.
  fileprivate func trimmed() -> Substring {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return self[first...last]
  }
}
