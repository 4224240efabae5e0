/// What lies between two readings, and what the workers counted meanwhile.
struct Measurement {
  let before: Meter
  let after: Meter
  /// All workers' together.
  let tally: Tally
  /// The share of its core that the busiest worker took.
  let busiestWorker: Double

  var seconds: Double { Monotonic.seconds(from: before.at, to: after.at) }

  /// Nil where the server's process is not known, or is another than before.
  var serverCPUSeconds: Double? {
    guard let first = before.server, let last = after.server, first.id == last.id else {
      return nil
    }
    return last.cpuSeconds - first.cpuSeconds
  }

  /// Seconds that neither the server nor the workers worked.
  var othersCPUSeconds: Double? {
    serverCPUSeconds.map {
      max(0, after.machine.busySeconds - before.machine.busySeconds - $0 - tally.cpuSeconds)
    }
  }

  /// Send calls for each delivery that the server counted; its own count of
  /// both, since it also delivers to the publisher.
  var writesPerDelivery: Double? {
    guard before.server?.id == after.server?.id, let first = before.stats?.hub,
      let last = after.stats?.hub, last.deliveries > first.deliveries
    else { return nil }
    return Double(last.writes - first.writes) / Double(last.deliveries - first.deliveries)
  }
}
