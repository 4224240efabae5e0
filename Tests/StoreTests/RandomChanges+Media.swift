import HubbubDomain
import HubbubTesting

/// What people take in and show.
extension RandomChanges {
  mutating func mediaChange() -> Change {
    let user = random.pick(users).id
    return switch random.number(0...11) {
    case 0..<5: keepMedia(of: user)
    case 10...11: .mendMedia(MediaFile(hash: hash(), facts: facts()))
    case 5..<7: .describeMedia(someMedia(), by: user, alt: random.pick(["", "a dog", "é"]))
    case 7..<8: .dropMedia(someMedia(), by: user)
    default: .sweepMedia(neverShownBefore: clock + .milliseconds(-10), rows: random.number(1...3))
    }
  }

  /// Mostly nothing; else some that are there, one perhaps twice.
  mutating func shown() -> [MediaID] {
    guard random.once(in: 3) else { return [] }
    return (0...random.number(0...3)).map { _ in someMedia() }
  }

  /// Few files, and space for some of them.
  private mutating func keepMedia(of owner: UserID) -> Change {
    let made: MediaID = random.once(in: 15) && !media.isEmpty ? random.pick(media) : id()
    if !media.contains(made) { media.append(made) }
    return .keepMedia(
      NewMedia(
        id: made, owner: owner, file: MediaFile(hash: hash(), facts: facts()), quota: 100,
        createdAt: clock))
  }

  private mutating func hash() -> MediaFile.Hash {
    MediaFile.Hash([UInt8](repeating: UInt8(random.number(1...4)), count: 32))
  }

  private mutating func facts() -> MediaFile.Facts {
    let type = random.pick([MediaType.jpeg, .png, .gif, .webm])
    return MediaFile.Facts(
      type: type, bytes: Int64(random.number(1...40)),
      size: random.once(in: 3) ? nil : .init(width: 4, height: 3),
      milliseconds: type == .webm ? Int64(random.number(0...2_000)) : nil,
      isAnimated: type == .gif, placeholder: random.once(in: 2) ? "AA==" : nil,
      variants: type == .webm ? [.poster] : [.thumb, .large],
      removed: random.once(in: 2) ? ["GPS"] : [], missing: random.once(in: 4) ? ["seconds"] : [])
  }

  private mutating func someMedia() -> MediaID {
    media.isEmpty || random.once(in: 10) ? id() : random.pick(media)
  }
}
