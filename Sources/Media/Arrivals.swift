import HubbubDomain
import Synchronization

/// Who sends how much at the moment.
///
/// - Bounds: ``Limits/uploads``, and ``Limits/uploadsOfOne`` of one person.
final class Arrivals: Sendable {
  /// One file that comes.
  final class Place: Sendable {
    let owner: UserID
    fileprivate let bytes = Mutex(0)

    fileprivate init(of owner: UserID) { self.owner = owner }
  }

  private struct State {
    var files: [UserID: Int] = [:]
    var bytes: [UserID: Int] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  /// Takes a place, to be left.
  ///
  /// - Throws: ``Refusal`` `busy` where there is none.
  func enter(_ owner: UserID) throws(Refusal) -> Place {
    let isIn = state.withLock { state in
      guard state.count < Limits.uploads, state.files[owner, default: 0] < Limits.uploadsOfOne
      else { return false }
      state.count += 1
      state.files[owner, default: 0] += 1
      return true
    }
    guard isIn else { throw .busy }
    return Place(of: owner)
  }

  /// Counts bytes that came.
  ///
  /// - Returns: how many of this person's are on their way, over all their files.
  func add(_ count: Int, by place: Place) -> Int {
    place.bytes.withLock { $0 += count }
    return state.withLock { state in
      state.bytes[place.owner, default: 0] += count
      return state.bytes[place.owner, default: 0]
    }
  }

  func leave(_ place: Place) {
    let bytes = place.bytes.withLock { $0 }
    state.withLock { state in
      state.count -= 1
      state.files[place.owner, default: 0] -= 1
      state.bytes[place.owner, default: 0] -= bytes
      guard state.files[place.owner] == 0 else { return }
      (state.files[place.owner], state.bytes[place.owner]) = (nil, nil)
    }
  }
}
