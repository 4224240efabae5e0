public import HubbubDomain
public import HubbubHub

/// A hub's time that moves only when a test says so: what is due runs then,
/// in order, in the test's own task.
public final class ManualHubClock: HubClock {
  private struct Appointment {
    let time: Duration
    let work: @Sendable () -> Void
  }

  private struct State {
    var now = Duration.zero
    /// In the order they were made.
    var appointments: [Appointment] = []
  }

  private let morning = Timestamp(milliseconds: 1_800_000_000_000)
  private let state = Watched(State())

  public init() {}

  public func now() -> Duration { state.value.now }

  public func wallTime() -> Timestamp { morning + now() }

  public func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
    state.change { $0.appointments.append(Appointment(time: $0.now + delay, work: work)) }
  }

  /// Moves on, and runs what has become due, also what that makes due.
  public func advance(by duration: Duration) {
    let end = now() + duration
    while let work = next(until: end) { work() }
    state.change { $0.now = end }
  }

  /// Moves on as a machine that sleeps: time goes by, and what was to run waits as much longer.
  public func doze(for duration: Duration) {
    state.change { state in
      state.now += duration
      state.appointments = state.appointments.map {
        Appointment(time: $0.time + duration, work: $0.work)
      }
    }
  }

  /// Moves on at once: all that has become due meanwhile runs now.
  public func jump(by duration: Duration) {
    state.change { $0.now += duration }
    advance(by: .zero)
  }

  /// How many things are to run, some time.
  public var appointments: Int { state.value.appointments.count }

  /// Returns once something is to run after exactly `delay` from now.
  public func untilDue(after delay: Duration) async throws {
    try await state.until { state in
      state.appointments.contains { $0.time == state.now + delay }
    }
  }

  private func next(until end: Duration) -> (@Sendable () -> Void)? {
    state.change { state in
      let due = state.appointments.indices.filter { state.appointments[$0].time <= end }
      guard
        let first = due.min(by: { state.appointments[$0].time < state.appointments[$1].time })
      else { return nil }
      let appointment = state.appointments.remove(at: first)
      state.now = max(state.now, appointment.time)
      return appointment.work
    }
  }
}
