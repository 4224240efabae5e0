/// What the bench tells a worker: a line of JSON on its standard input.
enum Order: Codable, Sendable {
  /// Open and start all sockets of the assignment.
  case open(Assignment)
  /// Do what must come before the measurement.
  case prepare
  /// The measurement begins at this time of ``Monotonic``, for all workers alike.
  case begin(at: UInt64)
  /// It is over: report.
  case finish
}

/// What a worker answers: a line of JSON on its standard output.
enum Reply: Codable, Sendable {
  /// All sockets have started.
  case opened
  case prepared
  /// Its part of the measurement has been done.
  case done
  case report(Tally)
  /// It cannot go on, and why.
  case failed(String)
}
