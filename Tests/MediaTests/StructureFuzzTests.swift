import Foundation
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

/// Thousands of files that are nearly whole.
///
/// `HUBBUB_SEQUENCES` says how many sequences of 40, `HUBBUB_FIRST_SEED` where to begin:
/// `HUBBUB_FIRST_SEED=7 HUBBUB_SEQUENCES=1` walks through one of them again.
@Suite struct StructureFuzzTests {
  private struct Original {
    let name: String
    let format: MediaFormat
    let bytes: [UInt8]
  }

  private static let seeds: Range<UInt64> = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["HUBBUB_FIRST_SEED"].flatMap(UInt64.init) ?? 1
    return first..<first + (environment["HUBBUB_SEQUENCES"].flatMap(UInt64.init) ?? 500)
  }()
  private static let filesOfASequence = 40

  @Test func `what is nearly whole is taken or refused, and never ends a walk otherwise`() throws {
    let originals = try originals()
    var (taken, refused) = (0, 0)
    for seed in Self.seeds {
      var random = SeededGenerator(seed: seed)
      for _ in 0..<Self.filesOfASequence {
        let (original, other) = (random.pick(originals), random.pick(originals))
        let changes = SeededGenerator(seed: random.next())
        let mutation = Mutation(of: original.bytes, other: other.bytes, changes)
        if try walk(mutation.bytes, original, seed) { taken += 1 } else { refused += 1 }
      }
    }
    if Self.seeds.count > 100 { #expect(taken * 20 > refused && refused > taken) }
  }

  private func originals() throws -> [Original] {
    try MediaCorpus.verdicts.compactMap { verdict in
      let bytes = try MediaCorpus.bytes(of: verdict.name)
      let sniffed = try Self.sniffer.get().type(of: Array(bytes.prefix(Limits.sniffedBytes)))
      guard bytes.count <= 32_768,
        let format = MediaFormat(sniffed: sniffed, FileBytes(bytes))
      else { return nil }
      return Original(name: verdict.name, format: format, bytes: bytes)
    }
  }

  private static let sniffer = Result { try Sniffer() }

  /// - Returns: whether it was taken.
  private func walk(_ bytes: [UInt8], _ original: Original, _ seed: UInt64) throws -> Bool {
    let (work, label) = (Work(), Testing.Comment(rawValue: "\(original.name), seed \(seed)"))
    let start = ThreadTime.now()
    let found = try? original.format.walk(FileBytes(bytes), work)
    #expect(ThreadTime.now() - start < .seconds(2), label)
    // A table of half bytes has two samples in each; AVIF's may have extents of no bytes.
    #expect(work.boxes + work.pieces <= 2 * bytes.count + 20_000, label)
    if let found { check(found, bytes.count, label) }
    return found != nil
  }

  private func check(_ found: FoundMedia, _ count: Int, _ label: Testing.Comment) {
    #expect(1...Limits.pictureFrames ~= found.frames, label)
    #expect((found.size?.pixels ?? 1) <= Limits.picturePixels, label)
    #expect(found.type.kind != .image || found.size != nil, label)
    let most = found.type.kind == .video ? Limits.videoSeconds : Limits.audioSeconds
    #expect(0...Double(most) ~= found.seconds ?? 0, label)
    for place in found.blankings {
      #expect(place.offset >= 0 && place.offset + place.bytes.count + place.zeros <= count, label)
    }
  }
}
