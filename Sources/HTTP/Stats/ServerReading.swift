import HubbubAccounts
import HubbubDomain
import HubbubHub

/// All that there is to tell of this server at one moment: what every
/// ``Figure`` is read from.
struct ServerReading: Sendable {
  let at: Timestamp
  let version: String
  let process: ProcessReading
  let hub: HubReading
  let http: HTTPReading
  let passwords: PasswordPool.Counts
}

extension Services {
  /// How things are now.
  func reading() async -> ServerReading {
    ServerReading(
      at: .now(), version: settings.version, process: ProcessReading(since: startedAt),
      hub: await hub.reading(), http: counts.reading, passwords: accounts.passwordCounts)
  }
}
