import HubbubDomain
import HubbubStore
import Logging

/// `start`: what a person hears, from where they left off.
extension Hub {
  /// Opens every topic of the socket's user, answers, and lets it catch up.
  ///
  /// - Isolation: the socket's loop; the store is read outside it.
  func start(_ socket: Socket, epoch: String?, since: [Topic: Int64], ref: Int64) {
    let posts = since.keys.compactMap(\.post)
    guard posts.count <= Limits.subscriptions else {
      return socket.failStart(.tooManySubscriptions, ref: ref)
    }
    let start = Start(socket: socket, epoch: epoch, since: since, posts: posts, ref: ref)
    socket.shard.starts.add { [self] in
      // Meanwhile its peer may have gone.
      if socket.phase == .starting { begin(start) } else { socket.shard.starts.done() }
    }
  }

  /// One wish to start.
  private struct Start: Sendable {
    let socket: Socket
    let epoch: String?
    let since: [Topic: Int64]
    let posts: [PostID]
    let ref: Int64
    var tries = Limits.startTries
    /// What an earlier try opened: a topic that is opened anew each time tells
    /// nothing about who left before, and in a busy room that would never end.
    var held: [Tap] = []

    var user: UserID { socket.user.id }
    var own: [Topic] { [.user(user), .person(user), .feed] }
  }

  /// Opens a person's own topics, and finds out what else they hear.
  ///
  /// By calls, not in a task: a wave of people who come back is thousands of these.
  private func begin(_ start: Start) {
    let shard = start.socket.shard
    // What changes after this read comes as an event above what it found.
    taps.open(start.own) { _, found in
      shard.ask(.hearing(of: start.user, posts: start.posts, found))
    } then: { [self] opened in
      switch opened {
      case .success(let (taps, heard)): openRest(start, taps, heard)
      case .failure(let error): fail(start, error)
      }
    }
  }

  private func openRest(_ start: Start, _ first: [Tap], _ heard: Hearing) {
    let (own, shard) = (start.own, start.socket.shard)
    taps.open(heard.topics.keys.filter { !own.contains($0) }, asking: shard.ask) { [self] opened in
      switch opened {
      case .success(let (rest, _)): listen(start, to: first + rest, heard)
      case .failure(let error):
        taps.release(first)
        fail(start, error)
      }
    }
  }

  /// Begins on the socket's loop; anew when what the user hears may have changed
  /// meanwhile: a topic that was just opened cannot tell.
  private func listen(_ start: Start, to opened: [Tap], _ heard: Hearing) {
    let socket = start.socket
    socket.shard.post(
      .work { [self] in
        defer { taps.release(start.held) }
        // A socket that is gone is done with.
        guard socket.phase == .starting else {
          taps.release(opened)
          return socket.shard.starts.done()
        }
        let from = Since(
          seqs: start.since, isThisEpoch: start.epoch == nil || start.epoch == store.epoch,
          extents: heard.topics)
        let isDone = socket.shard.listening(to: opened, unlessChangedSince: heard.topics) {
          socket.begin(opened, since: from, friends: heard.friends, ref: start.ref)
          socket.tellUnread(heard.unread)
          recount(heard, for: socket)
          tellReports(to: socket)
        }
        guard isDone else { return tryAgain(start, holding: opened) }
        socket.shard.starts.done()
        taps.release(opened)
        let posts = heard.topics.keys.filter(\.isPost)
        if !posts.isEmpty { Task { await tellLikes(of: posts, to: socket) } }
      })
  }

  /// Counts anew what waits where messages came since that was read.
  private func recount(_ heard: Hearing, for socket: Socket) {
    let late = heard.unread.map(\.conversation).filter { id in
      let topic = Topic.conversation(id)
      let head = heard.topics[topic]?.head ?? 0
      return (socket.shard.listeners(of: topic)?.position ?? head) > head
    }
    guard !late.isEmpty else { return }
    Task {
      do {
        for id in late { try await tellUnread(in: id, to: socket) }
      } catch {
        // The mark is known from the start, so the next message tells it.
        logger.error("unread could not be counted", metadata: ["cause": "\(error)"])
      }
    }
  }

  /// Reads what waits for a socket's user, and tells it.
  private func tellUnread(in id: ConversationID, to socket: Socket) async throws {
    guard let count = try await store.unread(of: socket.user.id, in: id) else { return }
    await socket.shard.run { socket.tellUnread([count]) }
  }

  /// Tells an admin how many reports wait: with every start, so that none is missed who was away.
  private func tellReports(to socket: Socket) {
    guard socket.session.role == .admin else { return }
    writer.append(
      .countReports(for: socket.user.id),
      answering: Asker { outcome in
        guard case .failure(let refusal) = outcome.result, refusal.code != .forbidden else {
          return  // told, or no admin any more: then the socket ends
        }
        let reason = Wire.comeBack(after: Limits.unavailableRetryAfter)
        socket.shard.post(.work { socket.end(.overloaded, reason: reason) })
      })
  }

  private func tryAgain(_ start: Start, holding opened: [Tap]) {
    var next = start
    next.held = opened
    next.tries -= 1
    if next.tries > 0 { begin(next) } else { fail(next, Refusal.busy) }
  }

  private func fail(_ start: Start, _ error: any Error) {
    taps.release(start.held)
    let refusal = error as? Refusal ?? .unavailable
    if !(error is Refusal) { logger.error("start failed", metadata: ["cause": "\(error)"]) }
    let socket = start.socket
    socket.shard.post(
      .work {
        socket.failStart(refusal, ref: start.ref)
        socket.shard.starts.done()
      })
  }

  // MARK: - Following

  /// Lets a socket hear a conversation or a friend that its user came by after
  /// the start, if that is so and it does not hear it yet.
  func follow(_ topic: Topic, _ socket: Socket) {
    Task {
      do {
        for _ in 0..<Limits.startTries where try await join(topic, socket) { return }
        throw Refusal.busy
      } catch {
        logger.error("follow failed", metadata: ["cause": "\(error)"])
        let reason = Wire.comeBack(after: Limits.unavailableRetryAfter)
        socket.shard.post(.work { socket.end(.overloaded, reason: reason) })
      }
    }
  }

  private func join(_ topic: Topic, _ socket: Socket) async throws -> Bool {
    let opened = try await taps.open([topic])
    defer { taps.release(opened) }
    let marks = [topic: Extent(floor: 0, head: opened[0].position)]
    let mayHear = try await store.mayHear(topic, socket.user.id)
    let friends = try await presence(behind: topic, of: socket)
    let hasJoined = await socket.shard.run {
      guard socket.phase == .started, mayHear else { return true }
      return socket.shard.listening(to: opened, unlessChangedSince: marks) {
        for tap in opened { socket.join(tap) }
        self.tellPresence(of: friends, to: socket)
      }
    }
    // From here on each message is noted; what came before is read.
    if case .conversation(let id) = topic { try await tellUnread(in: id, to: socket) }
    return hasJoined
  }

  /// How somebody is whose topic that is, as the row has it; nobody for other topics.
  private func presence(
    behind topic: Topic, of socket: Socket
  ) async throws -> [UserID: Presence] {
    guard case .person(let id) = topic, id != socket.user.id,
      let presence = try await store.lastSeen(of: id)
    else { return [:] }
    return [id: presence]
  }

  /// A page of what a socket missed; nil when the store failed.
  func page(
    of topic: Topic, after: Int64, limit: Int, for socket: Socket
  ) async -> [Event]? {
    do {
      let events = try await events(of: topic, after: after, limit: limit, for: socket.user.id)
      counts.add(.catchUpPages)
      counts.add(.catchUpEvents, events.count)
      return events
    } catch {
      logger.error("catch-up failed", metadata: ["cause": "\(error)", "topic": "\(topic)"])
      return nil
    }
  }

  /// Events that came by on a loop where that user listens.
  ///
  /// Who was taken out of a conversation since may still read what was told before: up
  /// to there they were a member.
  private func events(
    of topic: Topic, after: Int64, limit: Int, for user: UserID
  ) async throws -> [Event] {
    let events = try await store.read(topic, after: after, limit: limit, as: user)
    guard case .conversation = topic, events.contains(where: { $0.body == .skip }) else {
      return events
    }
    return try await store.read(topic, after: after, limit: limit, as: .hub)
  }
}

extension LoopShard {
  /// Runs `body` unless somebody came into or left these topics above the
  /// marks; says whether it did.
  ///
  /// From the look on the topics are heard on this loop: what comes later is
  /// acted upon.
  ///
  /// - Parameter marks: how far each topic went when it was taken into account.
  fileprivate func listening(
    to opened: [Tap], unlessChangedSince marks: [Topic: Extent], _ body: () -> Void
  ) -> Bool {
    let all = opened.map(listeners)
    defer { for listeners in all { dropIfEmpty(listeners) } }
    let isChanged = all.contains { listeners in
      let mark = marks[listeners.topic]?.head ?? 0
      return switch listeners.topic {
      case .user, .person, .conversation: listeners.tap.lastTurn > mark
      case .feed, .post, .stats: false
      }
    }
    if !isChanged { body() }
    return !isChanged
  }
}
