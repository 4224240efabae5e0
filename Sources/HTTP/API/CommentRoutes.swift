import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// What people write under a post, and who likes it.
struct CommentRoutes: Sendable {
  let services: Services

  private struct NewCommentBody: Decodable {
    let text: String
    let key: String
  }

  /// Answers `GET /api/posts/{id}/likes?before=&limit=`: `{items:[user], next}`.
  ///
  /// - Throws: ``Refusal`` `not_found` for who may not see the post.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func likes(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let (id, reader) = (try context.id(PostKind.self), session.user.id)
    guard try await services.hub.store.post(id, for: reader) != nil else {
      throw Refusal.noSuchPost
    }
    let page = try await services.hub.store.people(
      .likers(id), for: reader, before: try request.before(UserKind.self),
      limit: try request.limit())
    return .json(ListBody(items: page.items.map(\.user), next: page.next?.description))
  }

  /// Answers `GET /api/posts/{id}/comments?before=&limit=`: `{items:[comment], next}`.
  ///
  /// The newest first.
  ///
  /// - Throws: ``Refusal`` `not_found` for who may not see the post;
  ///   `bad_request` with its field.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let page = try await services.hub.store.comments(
      of: try context.id(PostKind.self), before: try request.seq("before"),
      limit: try request.limit(), for: session.user.id)
    return .json(ListBody(items: page.items, next: page.next.map(String.init)))
  }

  /// Answers `POST /api/posts/{id}/comments`: comments.
  ///
  /// Takes `{text, key}`; answers 201 `{comment}`, or 200 with the same
  /// comment for the same key.
  ///
  /// - Throws: ``Refusal`` `not_found`; `invalid` with its field; `key_reused`
  ///   for another text under a known key.
  /// - Bounds: ``Limits/commentCharacters``, ``Limits/keyCharacters``.
  @Sendable func create(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let post = try context.id(PostKind.self)
    let body = try await request.json(NewCommentBody.self)
    let (text, key) = (try WrittenText.comment(body.text), try WrittenText.key(body.key))
    let time = Timestamp.now()
    let outcome = await services.hub.commit(
      .comment(
        NewComment(
          id: .make(at: time), post: post, author: session.user, key: key, text: text,
          createdAt: time)))
    guard case .comment(let comment) = try outcome.result.get() else {
      preconditionFailure("a comment is answered with a comment, not \(outcome)")
    }
    if case .repeated = outcome { return .json(CommentBody(comment: comment)) }
    return .json(CommentBody(comment: comment), .created)
  }

  /// Answers `DELETE /api/posts/{id}/comments/{comment}` with 204.
  ///
  /// - Throws: ``Refusal`` `not_found`; `forbidden` for who wrote neither the
  ///   comment nor the post.
  @Sendable func delete(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let post = try context.id(PostKind.self)
    guard let id = context.parameters.get("comment").flatMap({ CommentID($0) }) else {
      throw Refusal.noSuchComment
    }
    _ = try await services.hub.commit(.deleteComment(id, of: post, by: session.user.id)).result
      .get()
    return .done
  }
}

private struct CommentBody: Encodable {
  let comment: Comment
}
