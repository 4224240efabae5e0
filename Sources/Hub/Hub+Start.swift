import HubbubDomain
import HubbubStore
import Logging

/// `start`: what a person hears, from where they left off.
extension Hub {
  /// Opens every topic of the socket's user, answers, and lets it catch up.
  ///
  /// - Isolation: the socket's loop; the store is read outside it.
  func start(_ socket: Socket, epoch: String?, since: [Topic: Int64], ref: Int64) {
    Task {
      do {
        let asked = try await posts(in: since, seenBy: socket.user.id)
        for _ in 0..<Limits.startTries {
          if try await begin(socket, epoch: epoch, since: since, posts: asked, ref: ref) { return }
        }
        throw Refusal.busy
      } catch let refusal as Refusal {
        socket.shard.post(.work { socket.failStart(refusal, ref: ref) })
      } catch {
        logger.error("start failed", metadata: ["cause": "\(error)"])
        socket.shard.post(.work { socket.failStart(.unavailable, ref: ref) })
      }
    }
  }

  /// Begins once; false when the user's conversations changed meanwhile.
  private func begin(
    _ socket: Socket, epoch: String?, since: [Topic: Int64], posts: [Topic], ref: Int64
  ) async throws -> Bool {
    let user = socket.user.id
    let guessed = try await store.conversationIDs(of: user)
    let topics = [.user(user), .person(user), .feed] + posts + guessed.map(Topic.conversation)
    let opened = try await taps.open(topics)
    defer { taps.release(opened) }
    let marks = opened.map(\.position)
    // What changes from here on comes as an event above the marks.
    guard try await Set(store.conversationIDs(of: user)) == Set(guessed) else { return false }
    let told = topics.filter { since[$0] != nil }
    let extents = told.isEmpty ? [:] : try await store.heads(told)
    let from = Since(
      seqs: since, isThisEpoch: epoch == nil || epoch == store.epoch, extents: extents)
    let isDone = await socket.shard.run {
      // A socket that is gone is done with.
      guard socket.phase == .starting else { return true }
      return socket.shard.listening(to: opened, unlessChangedSince: marks) {
        socket.begin(opened, since: from, ref: ref)
      }
    }
    if isDone { await tellLikes(of: posts, to: socket) }
    return isDone
  }

  /// The posts that a client goes on listening to, as far as its user may.
  ///
  /// - Throws: ``Refusal`` `too_large`.
  private func posts(in since: [Topic: Int64], seenBy user: UserID) async throws -> [Topic] {
    let asked = since.keys.filter(\.isPost)
    guard asked.count <= Limits.subscriptions else { throw Refusal.tooManySubscriptions }
    var seen: [Topic] = []
    for topic in asked where try await store.mayHear(topic, user) { seen.append(topic) }
    return seen
  }

  // MARK: - Following

  /// Lets a socket hear a conversation that its user came into after the
  /// start, if they are in it and it does not hear it yet.
  func follow(_ conversation: ConversationID, _ socket: Socket) {
    let topic = Topic.conversation(conversation)
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
    let marks = opened.map(\.position)
    let mayHear = try await store.mayHear(topic, socket.user.id)
    return await socket.shard.run {
      guard socket.phase == .started, mayHear else { return true }
      return socket.shard.listening(to: opened, unlessChangedSince: marks) {
        for tap in opened { socket.join(tap) }
      }
    }
  }

  /// A page of what a socket missed; nil when the store failed.
  func page(
    of topic: Topic, after: Int64, limit: Int, for socket: Socket
  ) async -> [Event]? {
    do {
      let events = try await store.read(
        topic, after: after, limit: limit, as: socket.user.id)
      counts.add(.catchUpPages)
      counts.add(.catchUpEvents, events.count)
      return events
    } catch {
      logger.error("catch-up failed", metadata: ["cause": "\(error)", "topic": "\(topic)"])
      return nil
    }
  }
}

extension LoopShard {
  /// Runs `body` unless somebody came into or left these topics above the
  /// marks; says whether it did.
  ///
  /// From the look on the topics are heard on this loop: what comes later is
  /// acted upon.
  fileprivate func listening(
    to opened: [Tap], unlessChangedSince marks: [Int64], _ body: () -> Void
  ) -> Bool {
    let all = opened.map(listeners)
    defer { for listeners in all { dropIfEmpty(listeners) } }
    let isChanged = zip(all, marks).contains { listeners, mark in
      switch listeners.topic {
      case .user: listeners.position > mark
      case .conversation: listeners.tap.lastDeparture > mark
      case .person, .feed, .post: false
      }
    }
    if !isChanged { body() }
    return !isChanged
  }
}
