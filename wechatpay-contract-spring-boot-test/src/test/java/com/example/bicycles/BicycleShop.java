package com.example.bicycles;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A merchant's application, as small as can be.
 */
@SpringBootApplication
class BicycleShop {

}
