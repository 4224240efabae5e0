/// What can be searched.
public enum Searched: String, CaseIterable, Sendable { case messages, posts, people }

/// Something that a search found, as the reader sees it.
public struct Found: Equatable, Sendable {
  public enum Thing: Equatable, Sendable {
    case message(Message)
    case post(Post)
    case person(Acquaintance)
  }

  public let thing: Thing
  /// Where it says what was searched for; nil of a person whose name does.
  public let excerpt: Excerpt?

  public init(_ thing: Thing, excerpt: Excerpt?) {
    self.thing = thing
    self.excerpt = excerpt
  }
}

/// Where a search goes on: below a row, whether or not that row was shown.
///
/// As text it is the row's number, with a `b` before it among people of whom only
/// their words about themselves match: they come after those whose names do.
public struct SearchCursor: Hashable, Sendable, LosslessStringConvertible {
  /// Rows from below this one on.
  public let row: Int64
  public let isAmongBios: Bool

  public init(row: Int64, isAmongBios: Bool = false) {
    self.row = row
    self.isAmongBios = isAmongBios
  }

  /// - Returns: nil for what was never a cursor.
  public init?(_ text: String) {
    let isAmongBios = text.hasPrefix("b")
    let digits = text.dropFirst(isAmongBios ? 1 : 0)
    guard let row = Int64(digits), row > 0, "\(row)" == digits else { return nil }
    self.init(row: row, isAmongBios: isAmongBios)
  }

  public var description: String { (isAmongBios ? "b" : "") + "\(row)" }
}
