import Foundation
import HubbubTesting

/// One frame of the contract, as `Tests/Fixtures/frames.json` has it.
struct RecordedFrame: Decodable {
  enum Direction: String, Decodable { case client, server }

  let name: String
  let direction: Direction
  let frame: JSON

  /// Every frame recorded, in the file's order.
  static func all() throws -> [RecordedFrame] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/frames.json")
    return try JSONDecoder().decode([RecordedFrame].self, from: Data(contentsOf: file))
  }

  /// Those of one side, by their names.
  static func of(_ direction: Direction) throws -> [String: RecordedFrame] {
    let frames = try all().filter { $0.direction == direction }
    return Dictionary(uniqueKeysWithValues: frames.map { ($0.name, $0) })
  }

  /// The frame as text again.
  func encoded() throws -> [UInt8] { try Array(JSONEncoder().encode(frame)) }
}
