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
    Task {
      do {
        for _ in 0..<Limits.startTries {
          if try await begin(socket, epoch: epoch, since: since, posts: posts, ref: ref) { return }
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
    _ socket: Socket, epoch: String?, since: [Topic: Int64], posts: [PostID], ref: Int64
  ) async throws -> Bool {
    let user = socket.user.id
    let own: [Topic] = [.user(user), .person(user), .feed]
    // What changes after this read comes as an event above what it found.
    let (first, heard) = try await taps.open(own) { _ in
      try await store.hearing(of: user, posts: posts)
    }
    defer { taps.release(first) }
    let rest = try await taps.open(heard.keys.filter { !own.contains($0) })
    defer { taps.release(rest) }
    let from = Since(
      seqs: since, isThisEpoch: epoch == nil || epoch == store.epoch, extents: heard)
    let isDone = await socket.shard.run {
      // A socket that is gone is done with.
      guard socket.phase == .starting else { return true }
      return socket.shard.listening(to: first + rest, unlessChangedSince: heard.mapValues(\.head)) {
        socket.begin(first + rest, since: from, ref: ref)
      }
    }
    if isDone { await tellLikes(of: heard.keys.filter(\.isPost), to: socket) }
    return isDone
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
    let marks = [topic: opened[0].position]
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
  ///
  /// - Parameter marks: the last number of each topic that was taken into account.
  fileprivate func listening(
    to opened: [Tap], unlessChangedSince marks: [Topic: Int64], _ body: () -> Void
  ) -> Bool {
    let all = opened.map(listeners)
    defer { for listeners in all { dropIfEmpty(listeners) } }
    let isChanged = all.contains { listeners in
      let mark = marks[listeners.topic] ?? 0
      return switch listeners.topic {
      case .user: listeners.position > mark
      case .conversation: listeners.tap.lastDeparture > mark
      case .person, .feed, .post, .stats: false
      }
    }
    if !isChanged { body() }
    return !isChanged
  }
}
