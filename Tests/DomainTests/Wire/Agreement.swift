import Foundation
import HubbubTesting

@testable import HubbubDomain

/// The books of a comparison between our JSON and Foundation's.
///
/// Where the two differ in a way that is listed, the text is repaired, so
/// that the difference goes away, and compared again: in the end they must
/// agree. A claim of ours is not believed: whether a name occurs twice shows
/// by what Foundation makes of the text once that name is another.
struct Agreement {
  var texts = 0
  var refused = 0
  var differences: [Difference: Int] = [:]
  /// Texts on which we differ in a way that is not listed.
  var unwanted: [String] = []

  private enum Verdict {
    case agreed
    case repaired([UInt8], Difference)
    case different(Difference)
    case unwanted(String)
  }

  /// Compares both on `text`, and on what is left of it after each repair.
  mutating func compare(_ text: [UInt8]) {
    texts += 1
    if (try? JSON(scanning: text)) == nil { refused += 1 }
    var rest = text
    for _ in 0..<100 {
      switch judge(rest) {
      case .agreed: return
      case .different(let difference):
        differences[difference, default: 0] += 1
        return
      case .repaired(let repaired, let difference):
        differences[difference, default: 0] += 1
        rest = repaired
      case .unwanted(let reason):
        return unwanted.append(
          "\(reason): \(String(decoding: text, as: UTF8.self).debugDescription)")
      }
    }
    unwanted.append("no end of repairs: \(String(decoding: text, as: UTF8.self).debugDescription)")
  }

  private mutating func judge(_ text: [UInt8]) -> Verdict {
    let theirs = try? JSON(utf8: text)
    do throws(JSONFault) {
      let ours = try JSON(scanning: text)
      guard let theirs else {
        return ours.holdsHugeNumber ? .different(.hugeNumber) : .unwanted("only we take it")
      }
      return agree(ours, theirs) ? .agreed : .unwanted("different values")
    } catch {
      guard let theirs else { return .agreed }
      return explain(error, in: text, theirs)
    }
  }

  /// Why we refuse what Foundation takes.
  private func explain(_ fault: JSONFault, in text: [UInt8], _ theirs: JSON) -> Verdict {
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      return .repaired(Array(text.dropFirst(3)), .byteOrderMark)
    }
    if text.prefix(4).contains(0) { return .different(.guessedEncoding) }
    switch fault.rule {
    case .depth where theirs.depth > 32: return .different(.deep)
    case .duplicateKey:
      let renamed = text.renaming(at: fault.offset)
      // Where it now refuses, a member that it had dropped is at fault: the next round says.
      if let apart = try? JSON(utf8: renamed), apart.memberCount <= theirs.memberCount {
        return .unwanted("no name occurs twice")
      }
      return .repaired(renamed, .nameTwice)
    default:
      guard let comma = text.trailingComma(before: fault.offset) else {
        return .unwanted("only Foundation takes it (\(fault))")
      }
      return .repaired(Array(text[..<comma] + text[(comma + 1)...]), .trailingComma)
    }
  }

  /// Whether both are the same value, byte by byte in strings.
  private mutating func agree(_ ours: JSON, _ theirs: JSON) -> Bool {
    switch (ours, theirs) {
    case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
    case (.fraction(let left), .integer(let right)):
      differences[.numberSpelling, default: 0] += 1
      return left == Double(right)
    case (.array(let left), .array(let right)):
      guard left.count == right.count else { return false }
      for (left, right) in zip(left, right) where !agree(left, right) { return false }
      return true
    case (.object(let left), .object(let right)):
      guard left.count == right.count else { return false }
      for (name, value) in left {
        guard let other = right[name], agree(value, other) else { return false }
      }
      return true
    default: return ours == theirs
    }
  }

  static func + (left: Self, right: Self) -> Self {
    Agreement(
      texts: left.texts + right.texts, refused: left.refused + right.refused,
      differences: left.differences.merging(right.differences, uniquingKeysWith: +),
      unwanted: left.unwanted + right.unwanted)
  }
}

extension JSON {
  fileprivate var parts: [JSON] {
    switch self {
    case .array(let elements): elements
    case .object(let members): Array(members.values)
    default: []
    }
  }

  fileprivate var depth: Int {
    switch self {
    case .array, .object: 1 + (parts.map(\.depth).max() ?? 0)
    default: 0
    }
  }

  fileprivate var memberCount: Int { members.count + parts.reduce(0) { $0 + $1.memberCount } }

  fileprivate var holdsHugeNumber: Bool {
    if case .fraction(let number) = self { return number.isInfinite }
    return parts.contains(where: \.holdsHugeNumber)
  }
}

extension [UInt8] {
  /// The text with a name of its own instead of the one whose quote is at `start`.
  fileprivate func renaming(at start: Int) -> [UInt8] {
    var end = start + 1
    while self[end] != UInt8(ascii: "\"") { end += self[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return self[..<start] + Array("\"renamed at \(start) of \(count)\"".utf8) + self[(end + 1)...]
  }

  /// Where a comma is that a closing bracket at `offset` follows.
  fileprivate func trailingComma(before offset: Int) -> Int? {
    guard offset < count, Array("]}".utf8).contains(self[offset]),
      let last = self[..<offset].lastIndex(where: { !Array(" \t\r\n".utf8).contains($0) }),
      self[last] == UInt8(ascii: ",")
    else { return nil }
    return last
  }
}
