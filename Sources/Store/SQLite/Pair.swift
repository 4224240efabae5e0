import HubbubDomain

/// Two people, in one order whoever comes first.
struct Pair {
  let bytes: Blob

  init(_ one: UserID, _ other: UserID) {
    bytes = Blob((one < other ? [one, other] : [other, one]).flatMap(\.bytes))
  }
}
