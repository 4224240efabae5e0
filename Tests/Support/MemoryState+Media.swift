import HubbubDomain
import HubbubStore

extension MemoryState {
  /// A file as one person took it in.
  struct MediaRow {
    let owner: UserID
    let hash: MediaFile.Hash
    let createdAt: Timestamp
    var alt = ""
  }

  mutating func keep(_ new: NewMedia) throws -> Outcome {
    guard !isDisabled(new.owner) else { return .refused(.accountClosed) }
    guard mediaBytes(of: new.owner) + new.file.facts.bytes <= new.quota else {
      return .refused(.quotaExceeded)
    }
    guard media[new.id] == nil, accounts[new.owner] != nil else { throw Fault() }
    mediaFiles[new.file.hash] = mediaFiles[new.file.hash] ?? new.file
    media[new.id] = MediaRow(owner: new.owner, hash: new.file.hash, createdAt: new.createdAt)
    guard let kept = ownMedia(new.id, of: new.owner) else { throw Fault() }
    return .done(.media(kept), [])
  }

  mutating func describe(_ id: MediaID, by owner: UserID, alt: String) -> Outcome {
    guard let before = ownMedia(id, of: owner) else { return .refused(.noSuchMedia) }
    guard !isDisabled(owner) else { return .refused(.accountClosed) }
    guard !before.alt.isSame(as: alt) else { return .unchanged(.media(before)) }
    let isElsewhere = rooms.contains { room, state in
      state.messages.contains { $0.media.contains(id) } && !isPresent(owner, in: room)
    }
    guard !isElsewhere else { return .refused(.notMember) }
    media[id]?.alt = alt
    guard let after = ownMedia(id, of: owner) else { return .failed }
    return .done(.media(after), tellWhatShows([id]))
  }

  mutating func mend(_ file: MediaFile) -> Outcome {
    guard let before = mediaFiles[file.hash], before != file else { return .unchanged(.nothing) }
    mediaFiles[file.hash] = file
    return .done(.nothing, tellWhatShows(Set(media.filter { $0.value.hash == file.hash }.keys)))
  }

  private mutating func tellWhatShows(_ ids: Set<MediaID>) -> [Event] {
    showers(of: ids).compactMap { shower in
      switch shower {
      case .message(let place): tellEdited(place, nil)
      case .post(let id): posts[id].flatMap { tellEdited(id, by: $0.new.author.id) }
      }
    }
  }

  /// What shows any of these: messages, then posts.
  func showers(of ids: Set<MediaID>) -> [Shower] {
    let inMessages = rooms.sorted { $0.key < $1.key }.flatMap { id, room in
      room.messages.filter { !ids.isDisjoint(with: $0.media) }.map {
        Shower.message(MessagePlace(id, $0.seq))
      }
    }
    return inMessages
      + posts.filter { !ids.isDisjoint(with: $0.value.media) }.keys.sorted().map(Shower.post)
  }

  private mutating func tellEdited(_ id: PostID, by owner: UserID) -> Event? {
    guard let row = posts[id], let author = user(owner), isSeen(row, by: owner) else {
      return nil
    }
    let topic = row.audience.topic(of: owner)
    let shown = shown(row, by: author, isLiked: false)
    return Event(
      topic: topic, seq: append(.postEdited(id), to: topic), body: .postEdited(shown),
      hiddenFrom: hidden(shown, in: topic))
  }

  mutating func drop(_ id: MediaID, by owner: UserID) -> Outcome {
    guard ownMedia(id, of: owner) != nil else { return .refused(.noSuchMedia) }
    guard !isShown(id) else { return .refused(.mediaIsShown) }
    media[id] = nil
    return .done(.nothing, [])
  }

  mutating func sweepMedia(neverShownBefore time: Timestamp, rows: Int) -> Outcome {
    forgetReports(settledBefore: time + (.zero - Limits.settledReportsKept), rows: rows)
    let old = media.filter { $0.value.createdAt < time && !isShown($0.key) }
      .sorted { ($0.value.createdAt, $0.key) < ($1.value.createdAt, $1.key) }
    for (id, _) in old.prefix(rows) { media[id] = nil }
    let used = Set(media.values.map(\.hash) + reports.values.flatMap(\.files.values))
    let unused = mediaFiles.keys.filter { !used.contains($0) }.sorted().prefix(rows)
    for hash in unused { mediaFiles[hash] = nil }
    return .done(.mediaSwept(Array(unused), pictures: sweepPictures(rows: rows)), [])
  }

  /// What nothing shows any more goes.
  mutating func forgetUnshown(_ ids: [MediaID]) {
    for id in ids where !isShown(id) { media[id] = nil }
  }

  // MARK: - Reads

  func isShown(_ id: MediaID) -> Bool {
    posts.values.contains { $0.media.contains(id) }
      || rooms.values.contains { $0.messages.contains { $0.media.contains(id) } }
  }

  func ownMedia(_ id: MediaID, of owner: UserID) -> Media? {
    media[id]?.owner == owner ? media(id) : nil
  }

  /// What comes with a post or message.
  func media(_ id: MediaID) -> Media? {
    guard let row = media[id], let file = mediaFiles[row.hash] else { return nil }
    return Media(id: id, facts: file.facts, alt: row.alt)
  }

  func refusalToShow(_ ids: [MediaID], by owner: UserID) -> Refusal? {
    guard ids.count <= Limits.shownTogether, Set(ids).count == ids.count else {
      return .tooManyMedia
    }
    let found = ids.compactMap { ownMedia($0, of: owner) }
    guard found.count == ids.count else { return .noSuchMedia }
    let areImages = found.allSatisfy { $0.facts.type.kind == .image }
    return found.count < 2 || areImages ? nil : .mixedMedia
  }

  func shownMedia(_ id: MediaID, for reader: UserID) -> MediaFile? {
    guard let row = media[id], let file = mediaFiles[row.hash] else { return nil }
    let holders = posts.values.filter { $0.media.contains(id) }
    let isTold = rooms.values.contains { room in
      isPresent(reader, in: room.id) && room.messages.contains { $0.media.contains(id) }
    }
    guard row.owner == reader || isTold || holders.contains(where: { isSeen($0, by: reader) })
    else { return nil }
    return file
  }

  func mediaBytes(of owner: UserID) -> Int64 { ownBytes(of: owner) + heldBytes(of: owner) }

  func ownBytes(of owner: UserID) -> Int64 {
    media.values.filter { $0.owner == owner }
      .reduce(0) { $0 + (mediaFiles[$1.hash]?.facts.bytes ?? 0) }
  }
}
