/// What a worker's visitors do in one scenario.
///
/// - Isolation: the worker's event loop.
protocol Play: AnyObject {
  /// What must come before the measurement begins; says whether it is done.
  func prepare(_ now: UInt64)
  var isPrepared: Bool { get }

  /// The measurement begins.
  func begin(_ now: UInt64)

  /// One pass of the loop: at least one every 100 µs while the metronome runs.
  func turn(_ now: UInt64)
  var isDone: Bool { get }

  func started(_ visitor: Visitor, _ now: UInt64)
  func ended(_ visitor: Visitor, _ ending: Ending)
  func answered(
    _ visitor: Visitor, ref: Int?, isRefusal: Bool, _ payload: UnsafeRawBufferPointer,
    _ now: UInt64)
  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64)
}

/// What most do not care about.
extension Play {
  func prepare(_ now: UInt64) {}
  var isPrepared: Bool { true }
  func begin(_ now: UInt64) {}
  func turn(_ now: UInt64) {}
  func started(_ visitor: Visitor, _ now: UInt64) {}
  func ended(_ visitor: Visitor, _ ending: Ending) {}
  func answered(
    _ visitor: Visitor, ref: Int?, isRefusal: Bool, _ payload: UnsafeRawBufferPointer,
    _ now: UInt64
  ) {}
  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {}
}
