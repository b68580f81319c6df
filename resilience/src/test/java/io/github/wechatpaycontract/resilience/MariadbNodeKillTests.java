package io.github.wechatpaycontract.resilience;

class MariadbNodeKillTests extends AbstractNodeKillTests {

	@Override
	TestDatabase server() {
		return TestDatabase.mariadb();
	}

}
