import HubbubDomain
import HubbubStore

extension MemoryState {
  /// A row that is searched: its text, and what the reader finds, nil where they may not see it.
  private struct Row {
    let cursor: SearchCursor
    let text: String
    let found: Found.Thing?
  }

  func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) -> Page<Found, SearchCursor> {
    let wanted = Set(PlainWord.words(of: words).map(\.folded))
    guard !wanted.isEmpty else { return Page(items: [], next: nil) }
    switch kind {
    case .messages: return page(messages(wanted, reader), wanted, before, limit)
    case .posts: return page(posts(wanted, reader), wanted, before, limit)
    case .people: return people(wanted, reader, before, limit)
    }
  }

  private func messages(_ wanted: Set<String>, _ reader: UserID) -> [Row] {
    let messages = rooms.mapValues { room in
      Dictionary(uniqueKeysWithValues: room.messages.map { ($0.seq, $0) })
    }
    return written.enumerated().reversed().compactMap { index, place in
      guard let message = messages[place.room]?[place.seq],
        !message.isDeleted, message.text.has(wanted)
      else { return nil }
      let author = message.new.author.id
      let isSeen =
        isPresent(reader, in: place.room) && isApart(author, reader) && !isGone(author)
      return Row(
        cursor: SearchCursor(row: Int64(index + 1)), text: message.text,
        found: isSeen ? .message(self.message(message, for: .hub)) : nil)
    }
  }

  private func posts(_ wanted: Set<String>, _ reader: UserID) -> [Row] {
    posts.values.filter { !$0.isDeleted && $0.text.has(wanted) }
      .sorted { $0.number > $1.number }
      .map { row in
        Row(
          cursor: SearchCursor(row: Int64(row.number + 1)), text: row.text,
          found: post(row.new.id, for: reader).map(Found.Thing.post))
      }
  }

  private func people(
    _ wanted: Set<String>, _ reader: UserID, _ before: SearchCursor?, _ limit: Int
  ) -> Page<Found, SearchCursor> {
    let isAmongBios = before?.isAmongBios == true
    let named = isAmongBios ? [] : people(wanted, reader, isAmongBios: false)
    let names = page(named, wanted, before, limit)
    if names.next != nil { return names }
    let start = SearchCursor(row: .max, isAmongBios: true)
    let bios = page(
      people(wanted, reader, isAmongBios: true), wanted, isAmongBios ? before : start,
      limit - names.items.count)
    let last = named.last { $0.found != nil }?.cursor ?? start
    return Page(items: names.items + bios.items, next: bios.next == start ? last : bios.next)
  }

  private func people(_ wanted: Set<String>, _ reader: UserID, isAmongBios: Bool) -> [Row] {
    came.enumerated().reversed().compactMap { index, id in
      guard let own = ownProfile(of: id), let person = acquaintance(id, of: reader) else {
        return nil
      }
      let names = own.user.username + " " + own.user.displayName
      let isNamed = names.has(wanted)
      guard isNamed != isAmongBios, isNamed || (names + " " + own.bio).has(wanted) else {
        return nil
      }
      let isSeen = !isGone(id) && isApart(id, reader)
      return Row(
        cursor: SearchCursor(row: Int64(index + 1), isAmongBios: isAmongBios),
        text: isAmongBios ? own.bio : "", found: isSeen ? .person(person) : nil)
    }
  }

  private func page(
    _ all: [Row], _ wanted: Set<String>, _ before: SearchCursor?, _ limit: Int
  ) -> Page<Found, SearchCursor> {
    let some = all.filter { $0.cursor.row < before?.row ?? .max }.prefix(Limits.searchedRows)
    let seen = some.filter { $0.found != nil }
    let items = seen.prefix(limit).compactMap { row in
      row.found.map {
        Found($0, excerpt: Excerpt(of: row.text, around: row.text.places(of: wanted)))
      }
    }
    if seen.count > limit {
      return Page(items: items, next: limit > 0 ? seen[limit - 1].cursor : before)
    }
    return Page(items: items, next: some.count == Limits.searchedRows ? some.last?.cursor : nil)
  }
}
