public import HubbubDomain

/// Something in the folder of media that is not as the rows have it.
public struct MediaFault: Hashable, Sendable {
  public enum Kind: String, Sendable {
    /// A row names it, and it is not there.
    case lost
    /// All forms are there, and have other bytes together than the row says.
    case otherSize = "other_size"
    /// It is as long as it should be, and is not what was sent.
    case otherBytes = "other_bytes"
    /// The row of a file cannot be read.
    case unreadable
    /// It is there, and no row names it.
    case unnamed
    /// It is left of an upload that did not end.
    case unfinished
    /// Nothing of ours has such a name.
    case strange
  }

  public let kind: Kind
  /// From the data folder on.
  public let path: String
  /// What is wrong with it, and whose it is.
  public let sentence: String
  /// Who took it in first, where a row names it.
  public let holder: HeldFile.Holder?

  init(_ kind: Kind, _ path: String, _ sentence: String, of holder: HeldFile.Holder? = nil) {
    (self.kind, self.path, self.sentence, self.holder) = (kind, path, sentence, holder)
  }

  /// Whether nobody has anything of it, so that it may go.
  public var isRemovable: Bool { kind == .unnamed || kind == .unfinished }
}

extension HeldFile {
  /// The file and whose it is, for sentences.
  var spoken: String {
    guard let holder else { return "a file of nobody" }
    let kind = facts?.type.kind.spoken ?? "file"
    let rest = others == 0 ? "" : others == 1 ? " and of one more" : " and of \(others) more"
    return "\(kind) \(holder.media) of \(holder.username)\(rest)"
  }
}
