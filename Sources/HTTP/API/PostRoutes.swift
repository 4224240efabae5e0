import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// What people share.
struct PostRoutes: Sendable {
  let services: Services

  private struct NewPostBody: Decodable {
    let text: String
    let media: [String]?
    let audience: String
    let key: String
  }

  private struct PostEditBody: Decodable {
    let text: String?
    let media: [String]?
    let audience: String?
  }

  /// Answers `GET /api/feed?before=&limit=`: `{items:[post], next}`, newest first.
  ///
  /// - Throws: ``Refusal`` `bad_request`, field `before` or `limit`.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func feed(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(
      ListBody(
        try await services.hub.store.posts(
          .feed, for: session.user.id, before: try request.before(PostKind.self),
          limit: try request.limit())))
  }

  /// Answers `POST /api/posts`: shares something.
  ///
  /// Takes `{text, media:[], audience, key}`; answers 201 `{post}`, or 200
  /// with the same post for the same key.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field; `not_found`, field `media`, for what
  ///   is not one's own; `key_reused` for another text, audience or media under a known key, `unavailable`.
  /// - Bounds: ``Limits/postCharacters``, ``Limits/keyCharacters``.
  @Sendable func create(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let post = try Self.post(await request.json(NewPostBody.self), by: session.user)
    let outcome = await services.hub.commit(.post(post))
    let answer = try outcome.result.get()
    guard case .post(let written) = answer else {
      preconditionFailure("a post is answered with a post, not \(answer)")
    }
    if case .repeated = outcome { return .json(PostBody(post: written)) }
    return .json(PostBody(post: written), .created)
  }

  /// Answers `GET /api/posts/{id}`: `{post}`.
  ///
  /// - Throws: ``Refusal`` `not_found`, also for who may not see it.
  @Sendable func read(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(PostKind.self)
    guard let post = try await services.hub.store.post(id, for: session.user.id) else {
      throw Refusal.noSuchPost
    }
    return .json(PostBody(post: post))
  }

  /// Answers `PATCH /api/posts/{id}`: changes a post, `{post}`.
  ///
  /// Takes `{text?, audience?, media?}`. A changed text shows in `editedAt`;
  /// another audience is told as the end on the old topic and anew on the new.
  ///
  /// - Throws: ``Refusal`` `not_found`; `forbidden` for a post that one sees
  ///   and somebody else wrote; `invalid` with its field.
  /// - Bounds: ``Limits/postCharacters``.
  @Sendable func update(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(PostKind.self)
    let body = try await request.json(PostEditBody.self)
    let edit = PostEdit(
      // Whether there is anything to see is the row's to say.
      text: try body.text.map { text throws(Refusal) in
        try WrittenText.post(text, mayBeEmpty: true)
      },
      media: try body.media.map(WrittenText.media),
      audience: try WrittenText.choice(ifAny: body.audience, "audience"))
    let answer = try await services.hub.commit(
      .editPost(id, by: session.user.id, edit, at: .now())
    ).result.get()
    guard case .post(let post) = answer else {
      preconditionFailure("a post is answered with a post, not \(answer)")
    }
    return .json(PostBody(post: post))
  }

  /// Answers `DELETE /api/posts/{id}` with 204.
  ///
  /// - Throws: ``Refusal`` `not_found`; `forbidden` for a post that one sees
  ///   and somebody else wrote.
  @Sendable func delete(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(PostKind.self)
    _ = try await services.hub.commit(.deletePost(id, by: session.user.id)).result.get()
    return .done
  }

  private static func post(_ body: NewPostBody, by author: User) throws(Refusal) -> NewPost {
    let media = try WrittenText.media(body.media ?? [])
    let audience: Audience = try WrittenText.choice(body.audience, "audience")
    let text = try WrittenText.post(body.text, mayBeEmpty: !media.isEmpty)
    let key = try WrittenText.key(body.key)
    let time = Timestamp.now()
    return NewPost(
      id: .make(at: time), author: author, key: key, text: text, media: media,
      audience: audience, createdAt: time)
  }
}

private struct PostBody: Encodable {
  let post: Post
}
