package com.example.contracts;

import io.github.wechatpaycontract.InvalidFieldException;
import tools.jackson.databind.DatabindException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Says which field of a request is wrong, under the name it has here.
 */
final class BadInput {

	private BadInput() {
	}

	static ProblemDetail of(InvalidFieldException ex) {
		String field = ex.getField().equals("contractDisplayAccount") ? "displayAccount" : ex.getField();
		return problem(ex.getMessage().replace(ex.getField(), field), field);
	}

	static ProblemDetail unreadable(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof DatabindException databind && !databind.getPath().isEmpty()) {
				String field = databind.getPath().get(0).getPropertyName();
				return problem("'" + field + "' is not of its type", field);
			}
		}
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The body is not a JSON object");
	}

	private static ProblemDetail problem(String detail, String field) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
		problem.setProperty("field", field);
		return problem;
	}

}
