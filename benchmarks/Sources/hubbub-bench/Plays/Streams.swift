/// What one publisher writes into several rooms.
///
/// - Isolation: the worker's event loop.
struct Streams {
  private let crew: Crew
  private(set) var all: [Stream]
  private var inFlight = InFlight()
  /// The publisher's numbers when this part began.
  private var headsBefore: [Int64] = []

  init(_ crew: Crew, _ all: [Stream]) { (self.crew, self.all) = (crew, all) }

  /// Counts from here on.
  mutating func mark() { headsBefore = all.map(head) }

  /// A window begins.
  mutating func restart() {
    mark()
    for place in all.indices { all[place].restart() }
  }

  /// Publishes what is due into one room when `share` of its window is over,
  /// and holds back as long as too much waits for an answer.
  mutating func publish(_ place: Int, _ share: Double) {
    while !inFlight.isFull, all[place].takeDue(share) { publish(into: all[place]) }
  }

  /// Publishes so many into each room, which count in no window.
  mutating func warmUp(_ messages: Int) {
    mark()
    for stream in all {
      for _ in 0..<messages { publish(into: stream) }
    }
  }

  private mutating func publish(into stream: Stream) {
    let text = Token.text(crew.stamp(), bytes: stream.textBytes)
    inFlight.asked()
    crew.publisher?.ask { ref in
      Question.send(ref: ref, conversation: stream.room, key: crew.key(ref), text: text)
    }
  }

  /// The publisher was told what came of one.
  mutating func answered() { inFlight.answered() }

  /// The last number that the publisher has heard.
  func head(_ stream: Stream) -> Int64 { crew.publisher?.ledger.last(stream.topic) ?? 0 }

  /// Whether one has heard so many of each room since the mark.
  func have(_ counts: [Int], _ last: (Stream) -> Int64) -> Bool {
    all.indices.allSatisfy { last(all[$0]) >= headsBefore[$0] + Int64(counts[$0]) }
  }
}
