import HubbubDomain
import Logging

/// One thing that has to work before we are ready.
struct HealthCheck: Sendable {
  let name: String
  /// Throws when it does not work.
  let run: @Sendable () async throws -> Void
}

/// How the checks came out.
struct HealthReport: Equatable, Sendable {
  struct Finding: Equatable, Sendable {
    let name: String
    let isWell: Bool
  }

  let findings: [Finding]

  var isReady: Bool { findings.allSatisfy(\.isWell) }
}

/// Whether this server is of use: the checks, asked at most once a second.
///
/// Anybody may ask, and a check writes to the disk; so those who ask at the
/// same time share one answer, and an answer is used again for a while.
actor Health {
  private let checks: [HealthCheck]
  private let timeout: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let logger: Logger
  private var last: (report: HealthReport, at: ContinuousClock.Instant)?
  private var running: Task<HealthReport, Never>?
  private var isDraining = false

  init(
    _ checks: [HealthCheck], timeout: Duration = Limits.checkTimeout,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, logger: Logger
  ) {
    self.checks = checks
    self.timeout = timeout
    self.now = now
    self.logger = logger
  }

  /// From now on we are not ready: new work belongs elsewhere.
  func beginDraining() { isDraining = true }

  /// Runs the checks, or answers what they said a moment ago.
  func report() async -> HealthReport {
    let accepting = HealthReport.Finding(name: "accepting", isWell: !isDraining)
    return HealthReport(findings: [accepting] + (await checked()).findings)
  }

  private func checked() async -> HealthReport {
    if let last, now() - last.at < Limits.checkFreshness { return last.report }
    if let running { return await running.value }
    let task = Task { await runAll() }
    running = task
    let report = await task.value
    // Meanwhile others may have waited for the same task, none has begun another.
    running = nil
    last = (report, now())
    return report
  }

  private func runAll() async -> HealthReport {
    var findings: [HealthReport.Finding] = []
    for check in checks {
      findings.append(.init(name: check.name, isWell: await isWell(check)))
    }
    return HealthReport(findings: findings)
  }

  /// Whether a check came out well in time.
  ///
  /// One that hangs is left behind: it cannot be made to end, and a disk that
  /// hangs is what we want to tell of.
  private func isWell(_ check: HealthCheck) async -> Bool {
    let (verdicts, verdict) = AsyncStream.makeStream(of: (any Error)?.self)
    let work = Task {
      do {
        try await check.run()
        verdict.yield(nil)
      } catch { verdict.yield(error) }
    }
    let alarm = Task {
      try await Task.sleep(for: timeout)
      verdict.yield(TimedOut(after: timeout))
    }
    defer {
      work.cancel()
      alarm.cancel()
    }
    for await error in verdicts {
      guard let error else { return true }
      logger.error("check failed", metadata: ["check": "\(check.name)", "error": "\(error)"])
      return false
    }
    return false
  }

  private struct TimedOut: Error { let after: Duration }
}
