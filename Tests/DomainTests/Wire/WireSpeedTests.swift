import Foundation
import HubbubDomain
import Testing

/// What a message costs to read and to write: told, never judged.
struct WireSpeedTests {
  @Test func `reading and writing a message is timed`() throws {
    let asked = Array(QuestionTests.send(key: "k-43", text: "Good morning, everybody!").utf8)
    let event = Event(
      topic: .conversation(Recorded.square), seq: 43,
      body: .message(Recorded.message(43, number: 40, by: Recorded.ada, "Good morning!")))
    let read = time { _ = try? ask(asked) }
    let written = time { _ = Wire.event(event) }
    let foundation = time { _ = try? JSONSerialization.jsonObject(with: Data(asked)) }
    print("JSON in this build: a send is read in \(read) ns (JSONSerialization: \(foundation) ns),")
    print("  a message event written in \(written) ns")
    #expect(try ask(asked).ref == 7)
  }

  /// Nanoseconds of one run of `body`, on average.
  private func time(_ body: () -> Void) -> Int64 {
    let runs: Int64 = 5000
    let elapsed = ContinuousClock().measure { for _ in 0..<runs { body() } }
    let (seconds, attoseconds) = elapsed.components
    return (seconds * 1_000_000_000 + attoseconds / 1_000_000_000) / runs
  }
}
