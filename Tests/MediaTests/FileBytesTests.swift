import Foundation
import Glibc
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

@Suite struct FileBytesTests {
  private func file(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/file"
    try bytes.withUnsafeBytes { try Files.append($0, to: path) }
    return path
  }

  @Test func `numbers and texts end where the file ends`() {
    let bytes = FileBytes([1, 2, 3, 0x41, 0xA9])
    #expect(bytes.big(2, at: 0) == 0x0102 && bytes.little(3, at: 0) == 0x030201)
    #expect(bytes.byte(at: 4) == 0xA9 && bytes.byte(at: 5) == nil && bytes.byte(at: -1) == nil)
    #expect(bytes.big(4, at: 2) == nil && bytes.big(1, at: .max) == nil)
    #expect(bytes.has("A\u{A9}", at: 3) && !bytes.has("A\u{A9}B", at: 3))
    #expect(bytes.text(2, at: 3) == "A\u{A9}" && bytes.text(2, at: 4) == nil)
    #expect(bytes.bytes(1..<5, atMost: 2) == [2, 3] && bytes.bytes(3..<9, atMost: 6).isEmpty)
    #expect(bytes.index(of: 3, from: 0) == 2 && bytes.index(of: 3, from: 3) == nil)
    #expect(!bytes.pass(3..<9) { _ in } && !bytes.isZero(3..<9) && bytes.isZero(2..<2))
  }

  @Test func `a number that no Int holds is none`() {
    let bytes = FileBytes([UInt8](repeating: 0xFF, count: 8))
    #expect(bytes.big(8, at: 0) == nil && bytes.little(8, at: 0) == nil)
    #expect(bytes.big(7, at: 0) == 1 << 56 - 1)
  }

  @Test func `a window of a few bytes shows the same as all bytes`() throws {
    let sniffer = try Sniffer()
    for verdict in MediaCorpus.verdicts {
      let bytes = try MediaCorpus.bytes(of: verdict.name)
      let sniffed = sniffer.type(of: Array(bytes.prefix(Limits.sniffedBytes)))
      let narrow = try FileBytes(path: MediaCorpus.path(of: verdict.name), windowBytes: 48)
      guard bytes.count < 40_000, let format = MediaFormat(sniffed: sniffed, narrow) else {
        continue
      }
      let found = Result { () throws(Refusal) in try format.walk(narrow) }
      #expect(found == MediaBytes.judge(bytes, format), "\(verdict.name)")
    }
  }

  @Test func `a file that is missing or a link is a failure of the disk`() throws {
    let folder = try TemporaryFolder()
    let path = try file([1], in: folder)
    #expect(symlink(path, folder.path + "/link") == 0)
    #expect(throws: FileFailure.self) { try FileBytes(path: folder.path + "/none") }
    #expect(throws: FileFailure.self) { try FileBytes(path: folder.path + "/link") }
  }

  @Test func `a file that shrinks while it is read is no refusal but a failure`() throws {
    let folder = try TemporaryFolder()
    let path = try file(MediaBytes.jpeg() + [UInt8](repeating: 0, count: 100_000), in: folder)
    let bytes = try FileBytes(path: path)
    #expect(truncate(path, 10) == 0)
    #expect(throws: FileFailure.self) { try Structure.walk(bytes, sniffed: "image/jpeg") }
  }
}
