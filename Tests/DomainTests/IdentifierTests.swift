import Foundation
import HubbubDomain
import HubbubTesting
import Testing

struct IdentifierTests {
  @Test func `an id is a UUID of version 7, with the time it was made`() {
    for milliseconds in [0, 1, 1_795_349_065_007, 0xFFFF_FFFF_FFFF] as [Int64] {
      let id = UserID.make(at: Timestamp(milliseconds: milliseconds))
      #expect(id.high >> 16 == UInt64(milliseconds))
      #expect(id.high >> 12 & 0xF == 7)
      #expect(id.low >> 62 == 0b10)
    }
  }

  @Test func `ids sort by the millisecond they were made in`() {
    let ids = (0..<1000).map { PostID.make(at: Timestamp(milliseconds: 1_795_349_065_000 + $0)) }
    #expect(ids == ids.sorted())
    #expect(ids.map(\.description) == ids.map(\.description).sorted())
  }

  @Test func `ids of one moment are all different`() {
    let ids = Set((0..<10_000).map { _ in PostID.make(at: Timestamp(milliseconds: 1)) })
    #expect(ids.count == 10_000)
  }

  @Test func `an id's text is what Foundation writes, in lower case`() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let id = MessageID(high: random.next(), low: random.next())
      let bytes = id.bytes
      let uuid = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
      #expect(id.description == uuid.uuidString.lowercased())
      #expect(MessageID(id.description) == id)
      #expect(bytes.withUnsafeBytes { MessageID(bytes: $0) } == id)
      #expect(try JSONDecoder().decode(MessageID.self, from: JSONEncoder().encode(id)) == id)
    }
  }

  @Test(arguments: [
    "", "0199f3c1-1000-7000-8000-00000000000", "0199f3c1-1000-7000-8000-0000000000011",
    "0199F3C1-1000-7000-8000-000000000001", "0199f3c110007000800000000000000001",
    "0199f3c1-1000-7000-80000-00000000001", "g199f3c1-1000-7000-8000-000000000001",
    "0199f3c1_1000-7000-8000-000000000001", "0199f3c1-1000-7000-8000-00000000000é",
    "{0199f3c1-1000-7000-8000-00000000001}", " 199f3c1-1000-7000-8000-000000000001",
  ])
  func `a text that is not quite an id is none`(text: String) {
    #expect(UserID(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(UserID.self, from: JSONEncoder().encode(text))
    }
  }

  @Test(arguments: [0, 15, 17, 32])
  func `an id is read from 16 bytes and from no other number`(count: Int) {
    let bytes = [UInt8](repeating: 1, count: count)
    #expect(bytes.withUnsafeBytes { UserID(bytes: $0) } == nil)
  }
}
