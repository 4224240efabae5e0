/// What was going on at one moment: of two of them come all rates.
struct Meter {
  let at: UInt64
  let server: ProcessReading?
  let stats: ServerStats?
  let machine: MachineReading

  /// - Parameter withStats: whether the server is asked what it counted, which
  ///   costs it a request: outside of what is measured.
  static func read(_ server: any ServerUnderTest) throws -> Meter {
    Meter(
      at: Monotonic.now, server: try server.reading(), stats: try server.stats(),
      machine: try .now())
  }
}
