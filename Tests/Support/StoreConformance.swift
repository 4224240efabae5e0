/// What every `Store` promises, as checks that know nothing of how it stores.
///
/// Each check wants an empty store of its own.
public enum StoreConformance {
  public static let all: [StoreCheck] =
    numbers + messages + keys + marks + posts + likes + rooms + catchUp + lists + accounts + factors
    + faults + leaving + bells + search + media + invites
}
