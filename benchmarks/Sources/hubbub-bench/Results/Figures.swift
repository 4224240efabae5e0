/// What one run has shown.
struct Figures: Equatable {
  private(set) var values: [Figure: Double] = [:]
  private var lists: [FigureList: [Double]] = [:]

  subscript(figure: Figure) -> Double? {
    get { values[figure] }
    set { values[figure] = newValue }
  }

  subscript(list: FigureList) -> [Double]? {
    get { lists[list] }
    set { lists[list] = newValue }
  }

  /// The faults that are not 0.
  var faults: [Figure] { Figure.allCases.filter { $0.isFault && (values[$0] ?? 0) != 0 } }

  init() {}

  /// What every measurement tells.
  init(_ measured: Measurement, sockets: Int) {
    self[.sockets] = Double(sockets)
    self[.seconds] = measured.seconds
    add(cpuOf: measured)
    let tally = measured.tally
    self[.doubled] = Double(tally.doubled)
    self[.reordered] = Double(tally.reordered)
    self[.strays] = Double(tally.strays)
    self[.lost] = Double(tally.gaps)
    for (name, figure) in [
      ("badFrames", Figure.badFrames), ("refusedCommands", .refusedCommands), ("resets", .resets),
    ] {
      self[figure] = Double(tally.sums[name] ?? 0)
    }
  }

  private mutating func add(cpuOf measured: Measurement) {
    let seconds = max(0.001, measured.seconds)
    self[.workersCPU] = measured.tally.cpuSeconds / seconds
    self[.busiestWorkerCPU] = measured.busiestWorker
    self[.serverCPU] = measured.serverCPUSeconds.map { $0 / seconds }
    self[.othersCPU] = measured.othersCPUSeconds.map { $0 / seconds }
    self[.writesPerDelivery] = measured.writesPerDelivery
  }

  /// What messages tell, where each was to reach `expected` visitors in all.
  mutating func add(deliveriesOf measured: Measurement, expected: Int) {
    let tally = measured.tally
    self[.deliveries] = Double(tally.deliveries)
    // Up to the last delivery: what comes after it only waited for the end.
    let seconds = Monotonic.seconds(from: measured.before.at, to: tally.lastAt)
    if seconds > 0 { self[.deliveriesPerSecond] = Double(tally.deliveries) / seconds }
    if let cpu = measured.serverCPUSeconds, cpu > 0 {
      self[.deliveriesPerServerCPUSecond] = Double(tally.deliveries) / cpu
    }
    // What never came has no number that tells of it.
    self[.lost] = Double(max(tally.gaps, expected - tally.deliveries))
    self[.strays] = Double(tally.strays + max(0, tally.deliveries - expected))
    self[.latenessMilliseconds] = tally.highest["latenessMilliseconds"]
    add(tally.latency)
  }

  private mutating func add(_ latency: Latency) {
    guard latency.count > 0 else { return }
    self[.latencyP50] = latency.milliseconds(50)
    self[.latencyP90] = latency.milliseconds(90)
    self[.latencyP99] = latency.milliseconds(99)
    self[.latencyP999] = latency.milliseconds(99.9)
    self[.latencyMax] = latency.milliseconds(100)
  }

  /// How long answers took.
  mutating func add(answers: Latency) {
    guard answers.count > 0 else { return }
    self[.answerP50] = answers.milliseconds(50)
    self[.answerP99] = answers.milliseconds(99)
    self[.answerMax] = answers.milliseconds(100)
  }
}

/// As JSON: an object with the figures' names.
extension Figures: Codable {
  init(from decoder: any Decoder) throws {
    let named = try decoder.container(keyedBy: Figure.self)
    for figure in named.allKeys { values[figure] = try named.decode(Double.self, forKey: figure) }
    let listed = try decoder.container(keyedBy: FigureList.self)
    for list in listed.allKeys { lists[list] = try listed.decode([Double].self, forKey: list) }
  }

  func encode(to encoder: any Encoder) throws {
    var named = encoder.container(keyedBy: Figure.self)
    for (figure, value) in values { try named.encode(value, forKey: figure) }
    var listed = encoder.container(keyedBy: FigureList.self)
    for (list, values) in lists { try listed.encode(values, forKey: list) }
  }
}
